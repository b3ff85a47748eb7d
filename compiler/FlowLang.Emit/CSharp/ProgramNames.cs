using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Emit.CSharp;

/// <summary>The C# names of a program's sources and pipelines, each for one thing, and the namespaces its files open.</summary>
internal sealed class ProgramNames
{
    private readonly NameScope _types = new();
    private readonly NameScope _methods = new();
    private readonly Dictionary<RelationKey, string> _sources = [];
    private readonly Dictionary<string, string> _pipelines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _spaces = new(StringComparer.Ordinal);

    public ProgramNames(ImmutableArray<string> connectors)
    {
        foreach (string type in (ReadOnlySpan<string>)
            ["Connections", "Sources", FunctionEmitter.ClassName, "Pipeline", "Stage", "Column"])
        {
            _types.Take(type);
        }

        ConnectorNamespaces = [.. connectors.SelectMany(NamespacesOf).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether the program has functions in C#.</summary>
    public bool HasFunctions { get; init; }

    /// <summary>Of the connectors that the program uses, the embedded engine's aside.</summary>
    public ImmutableArray<string> ConnectorNamespaces { get; }

    public ImmutableArray<string> Namespaces => ["FlowLang.Connectors.DuckDb", .. ConnectorNamespaces, "FlowLang.Runtime"];

    public string Program(string name) => _types.Take(Names.Pascal(name) + "Program");

    public string Pipeline(LogicalPipeline pipeline)
    {
        if (!_pipelines.TryGetValue(pipeline.Name, out string? name))
        {
            name = _types.Take(Names.Pascal(pipeline.Name) + "Pipeline");
            _pipelines.Add(pipeline.Name, name);
        }

        return name;
    }

    /// <summary>The namespace of a pipeline of streams: each has rows, groups and decoders of its own.</summary>
    public string Space(LogicalPipeline pipeline)
    {
        if (!_spaces.TryGetValue(pipeline.Name, out string? name))
        {
            name = _types.Take(Names.Pascal(pipeline.Name) + "Stream");
            _spaces.Add(pipeline.Name, name);
        }

        return name;
    }

    public string Source(SourceSymbol source)
    {
        RelationKey key = RelationKey.Of(source);
        if (!_sources.TryGetValue(key, out string? name))
        {
            name = _methods.Take(Names.Pascal(source.Name));
            _sources.Add(key, name);
        }

        return name;
    }

    private static string[] NamespacesOf(string connector) => connector switch
    {
        "files" => ["FlowLang.Connectors.Files"],
        GcsEmitter.Connector => ["FlowLang.Connectors.Files", "FlowLang.Connectors.Gcs"],
        "http" => ["FlowLang.Connectors.Files", "FlowLang.Connectors.Http"],
        "kafka" => ["FlowLang.Connectors.Kafka"],
        "postgres" => ["FlowLang.Connectors.Postgres"],
        "spark" => ["FlowLang.Connectors.Spark"],
        _ => [],
    };
}
