using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Emit.Text;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>The parts of a pipeline's file while its routes are being written.</summary>
/// <param name="pipeline">What its classes are called by.</param>
/// <param name="types">Of the whole file.</param>
/// <param name="isFeed">Its rows go into a repartition topic, with where they came from.</param>
internal sealed class StreamFile(string pipeline, StructTypes types, bool isFeed = false)
{
    public StructTypes Types => types;

    public bool IsFeed => isFeed;

    public StateForms Forms => field ??= new StateForms(Types);

    public string Pipeline => pipeline;

    public StreamClass Lane => field ??= new StreamClass(Types.Take(pipeline + "Lane"), Types);

    public StreamClass Round => field ??= new StreamClass(Types.Take(pipeline + "Round"), Types);

    public string Collection => field ??= Types.Take(pipeline + "Collection");

    /// <summary>Decoders, groups and lists of rows.</summary>
    public CodeWriter Declarations { get; } = new();

    /// <summary>Members of what a lane collects: name, type and what of it counts as held.</summary>
    public List<(string Name, string Type)> Collected { get; } = [];

    /// <summary>Statements of the round that take a collection, called `from`.</summary>
    public List<string> Merging { get; } = [];

    /// <summary>Statements that end a round, inner operators first.</summary>
    public List<string> Closing { get; } = [];

    /// <summary>Fields of the round that are tables of state.</summary>
    public List<string> Tables { get; } = [];

    /// <summary>What the state of each means.</summary>
    public List<EmittedState> States { get; } = [];

    /// <summary>Fields of the round that are rows for targets.</summary>
    public List<(string Field, string Type)> Outputs { get; } = [];

    /// <summary>Tables that are read again by timers, by their numbers.</summary>
    public List<StreamTabled> Tabled { get; } = [];

    /// <summary>Side outputs of late rows and of rejects.</summary>
    public List<StreamSide> Sides { get; } = [];

    /// <summary>The rows of each stream, by its place in the plan.</summary>
    public List<(StreamRead Read, Rows Rows, List<string> Takers)> Reads { get; } = [];

    /// <summary>The side output of a write's rejects, which several routes may share.</summary>
    public int Rejects(string write, BoundEndpoint endpoint)
    {
        int known = Sides.FindIndex(s => s.Rows is null && ReferenceEquals(s.Endpoint, endpoint));
        if (known < 0)
        {
            Sides.Add(new StreamSide(endpoint, SideName(write, "rejects"), "RejectColumns.All", null));
            known = Sides.Count - 1;
        }

        return known;
    }

    /// <summary>A name for a side output of a write or a stream, which no other has.</summary>
    public string SideName(string of, string what) => Enumerable.Range(1, Sides.Count + 1)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"{of}.{what}{(number == 1 ? "" : number)}"))
        .First(name => Sides.All(side => side.Name != name));

    /// <summary>The rows of a stream and the methods that take them.</summary>
    public (StreamRead Read, Rows Rows, List<string> Takers) Of(StreamSymbol stream) =>
        Reads.First(r => r.Read.Stream.Name == stream.Name && r.Read.Stream.Span == stream.Span);
}
