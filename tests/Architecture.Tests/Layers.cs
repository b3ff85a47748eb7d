namespace FlowLang.Architecture.Tests;

/// <summary>What one project may see.</summary>
/// <param name="Projects">Projects it may reference.</param>
/// <param name="Packages">Packages it may reference.</param>
/// <param name="Assemblies">Assemblies of those packages that compiled code may name.</param>
internal sealed record Layer(string[] Projects, string[] Packages, string[] Assemblies)
{
    public bool IsCompiler { get; init; }

    /// <summary>Whether it is free of files, clock, processes, console and chance.</summary>
    public bool IsPure { get; init; }

    /// <summary>Whether it may name the framework of web servers.</summary>
    public bool UsesAspNet { get; init; }

    /// <summary>The assembly's name where it isn't the project's.</summary>
    public string? Assembly { get; init; }
}

/// <summary>The layers, as docs/architecture.md draws them. A wall is moved here, on purpose, or not at all.</summary>
internal static class Layers
{
    public static IReadOnlyDictionary<string, Layer> All { get; } = new Dictionary<string, Layer>
    {
        ["FlowLang.Syntax"] = new([], ["Antlr4.Runtime.Standard"], ["Antlr4.Runtime.Standard"]) { IsCompiler = true, IsPure = true },
        ["FlowLang.Semantics"] = new(["FlowLang.Syntax"], ["Cronos"], ["Cronos"]) { IsCompiler = true, IsPure = true },
        ["FlowLang.Planning"] = new(["FlowLang.Semantics"], [], []) { IsCompiler = true, IsPure = true },
        ["FlowLang.Emit"] =
            new(["FlowLang.Planning"], ["Scriban.Signed"], ["Scriban.Signed", "Scriban"]) { IsCompiler = true, IsPure = true },
        ["FlowLang.Driver"] = new(
            // The connectors, for `flowc lock` and `flowc test`: docs/decisions/0001-driver-references-connectors.md.
            ["FlowLang.Emit", "FlowLang.Runtime", "FlowLang.Scheduling", "FlowLang.Connectors.DuckDb", "FlowLang.Connectors.Files",
            "FlowLang.Connectors.Files.Streams", "FlowLang.Connectors.Files.Zstd", "FlowLang.Connectors.Gcs", "FlowLang.Connectors.Http",
            "FlowLang.Connectors.Kafka",
            "FlowLang.Connectors.Postgres", "FlowLang.Connectors.Postgres.Streams", "FlowLang.Connectors.Spark", "FlowLang.Fleet",
            "FlowLang.GoogleCloud",
            "FlowLang.Hosting",
            "FlowLang.Notifications", "FlowLang.Notifications.Email", "FlowLang.Streams", "FlowLang.Streams.RocksDb"],
            ["Microsoft.CodeAnalysis.CSharp"],
            ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"])
        { IsCompiler = true },
        ["FlowLang.Cli"] = new(
            ["FlowLang.Driver"], ["System.CommandLine", "Spectre.Console"],
            ["System.CommandLine", "Spectre.Console", "Spectre.Console.Ansi"])
        {
            IsCompiler = true,
            Assembly = "flowc",
        },
        ["FlowLang.Values"] = new([], [], []),
        ["FlowLang.Runtime"] = new(
            [],
            ["Microsoft.Data.Sqlite", "Spectre.Console", "System.CommandLine", "Polly.Core"],
            ["Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.batteries_v2", "Spectre.Console", "Spectre.Console.Ansi",
            "System.CommandLine",
             "Polly.Core"]),
        ["FlowLang.Scheduling"] = new(
            ["FlowLang.Runtime"], ["Cronos", "Microsoft.Data.Sqlite"],
            ["Cronos", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.batteries_v2"]),
        ["FlowLang.Hosting"] = new(
            ["FlowLang.Runtime", "FlowLang.Scheduling"],
            ["OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Exporter.Prometheus.AspNetCore",
                "OpenTelemetry.Extensions.Hosting"],
            ["OpenTelemetry", "OpenTelemetry.Api", "OpenTelemetry.Exporter.OpenTelemetryProtocol",
                "OpenTelemetry.Exporter.Prometheus.AspNetCore",
            "OpenTelemetry.Extensions.Hosting"])
        {
            UsesAspNet = true,
        },
        ["FlowLang.Fleet"] = new(["FlowLang.Hosting", "FlowLang.Runtime"], [], []) { UsesAspNet = true },
        ["FlowLang.Notifications"] = new(["FlowLang.Runtime", "FlowLang.Connectors.Http"], [], []),
        ["FlowLang.Notifications.Email"] = new(["FlowLang.Runtime"], ["MailKit"], ["MailKit", "MimeKit"]),
        ["FlowLang.Streams"] = new(["FlowLang.Runtime", "FlowLang.Values"], [], []),
        ["FlowLang.Streams.RocksDb"] = new(["FlowLang.Runtime", "FlowLang.Streams"], ["RocksDB"], ["RocksDbSharp"]),
        ["FlowLang.Connectors.DuckDb"] = new(
            ["FlowLang.Runtime", "FlowLang.Values"], ["DuckDB.NET.Data.Full"], ["DuckDB.NET.Data", "DuckDB.NET.Bindings"]),
        ["FlowLang.Connectors.Files"] = new(["FlowLang.Runtime", "FlowLang.Connectors.DuckDb"], [], []),
        ["FlowLang.Connectors.Files.Streams"] = new(
            ["FlowLang.Connectors.Files", "FlowLang.Streams"], ["Microsoft.Data.Sqlite"],
            ["Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.batteries_v2"]),
        ["FlowLang.Connectors.Files.Zstd"] = new([], ["ZstdSharp.Port"], ["ZstdSharp"]),
        ["FlowLang.Connectors.Gcs"] = new(
            // Http carries the requests, Files reads and writes the copies.
            ["FlowLang.Runtime", "FlowLang.Connectors.DuckDb", "FlowLang.Connectors.Files", "FlowLang.Connectors.Http",
            "FlowLang.GoogleCloud"],
            ["Polly.Core"], ["Polly.Core"]),
        ["FlowLang.GoogleCloud"] = new(
            ["FlowLang.Runtime", "FlowLang.Connectors.Http"], ["Google.Apis.Auth"],
            ["Google.Apis", "Google.Apis.Auth", "Google.Apis.Core"]),
        ["FlowLang.Connectors.Http"] = new(
            ["FlowLang.Runtime", "FlowLang.Connectors.DuckDb", "FlowLang.Connectors.Files"],
            ["Microsoft.Extensions.Http", "Polly.Core"],
            ["Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Http", "Polly.Core"]),
        ["FlowLang.Connectors.Kafka"] = new(
            // Http asks schema registries.
            ["FlowLang.Runtime", "FlowLang.Streams", "FlowLang.Connectors.DuckDb", "FlowLang.Connectors.Http"], ["Confluent.Kafka"],
            ["Confluent.Kafka"]),
        ["FlowLang.Connectors.Postgres.Streams"] =
            new(["FlowLang.Connectors.Postgres", "FlowLang.Streams"], ["Npgsql"], ["Npgsql"]),
        ["FlowLang.Connectors.Postgres"] = new(["FlowLang.Runtime", "FlowLang.Connectors.DuckDb"], ["Npgsql"], ["Npgsql"]),
        ["FlowLang.Connectors.Spark"] = new(
            ["FlowLang.Runtime", "FlowLang.Connectors.DuckDb", "FlowLang.Connectors.Files", "FlowLang.Connectors.Postgres"],
            ["Apache.Arrow", "Google.Protobuf", "Grpc.Net.Client", "Grpc.Tools"],
            ["Apache.Arrow", "Google.Protobuf", "Grpc.Core.Api", "Grpc.Net.Client"]),
    };
}
