using System.Collections.Immutable;
using FlowLang.Driver.Packaging;
using Microsoft.CodeAnalysis;

namespace FlowLang.Driver.Building;

/// <summary>
/// The assemblies that generated C# is compiled against: FlowLang's runtime libraries, and of the .NET runtime that flowc runs on what
/// these use. The whole framework would do as well, and takes a good part of a build to read.
/// </summary>
internal static class ReferenceSet
{
    /// <summary>What generated code may name.</summary>
    private static readonly string[] RuntimeLibraries =
    [
        "FlowLang.Runtime", "FlowLang.Scheduling",
        "FlowLang.Connectors.DuckDb", "FlowLang.Connectors.Files", "FlowLang.Connectors.Files.Streams",
        "FlowLang.Connectors.Files.Zstd", "FlowLang.Connectors.Gcs", "FlowLang.Connectors.Http", "FlowLang.Connectors.Kafka",
        "FlowLang.Connectors.Postgres",
        "FlowLang.Connectors.Postgres.Streams", "FlowLang.Connectors.Spark", "FlowLang.Hosting", "FlowLang.Notifications",
        "FlowLang.Notifications.Email", "FlowLang.GoogleCloud", "FlowLang.Streams", "FlowLang.Streams.RocksDb", "FlowLang.Values",
        "DuckDB.NET.Data", "DuckDB.NET.Bindings", "Npgsql",
    ];

    /// <summary>Of the framework, whatever else the libraries use: where types live, and where references to them lead.</summary>
    private static readonly string[] Always =
        ["System.Private.CoreLib", "System.Runtime", "System.Console", "System.Collections", "System.Linq", "System.Text.Json"];

    private static readonly Lock Gate = new();
    private static ImmutableArray<MetadataReference> _cached;
    private static ImmutableArray<MetadataReference> _framework;

    public static ImmutableArray<MetadataReference> For(Installation installation)
    {
        lock (Gate)
        {
            return _cached.IsDefault ? _cached = Find(installation) : _cached;
        }
    }

    /// <summary>The same, with all of the framework: for C# that people wrote.</summary>
    public static ImmutableArray<MetadataReference> WithFramework(Installation installation)
    {
        lock (Gate)
        {
            return _framework.IsDefault ? _framework = Find(installation, _ => true) : _framework;
        }
    }

    private static ImmutableArray<MetadataReference> Find(Installation installation)
    {
        HashSet<string> used =
            [.. Always, .. Libraries(installation).SelectMany(path => AssemblyFacts.ReferencesOf(path))];
        return Find(installation, used.Contains);
    }

    private static ImmutableArray<MetadataReference> Find(Installation installation, Func<string, bool> isWanted) =>
    [
        .. DotNetRuntime.Current.Assemblies.Where(path => isWanted(Path.GetFileNameWithoutExtension(path)))
            .Concat(Libraries(installation))
            .Select(AssemblyFacts.ReferenceTo),
    ];

    private static IEnumerable<string> Libraries(Installation installation) =>
        RuntimeLibraries.Select(installation.Libraries.FindAssembly).OfType<string>();
}
