using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Stream;

/// <summary>What a pipeline of streams does: records are read once and go through each write's query.</summary>
public sealed record StreamPlan(LogicalPipeline Pipeline, ImmutableArray<StreamRead> Reads, ImmutableArray<StreamRoute> Routes)
{
    /// <summary>The same in two halves, where several instances need that.</summary>
    public RepartitionPlan? Repartition { get; init; }

    /// <summary>How often a round commits; null where nothing has to wait: as often as the store takes it.</summary>
    public TimeSpan? CommitEvery => Pipeline.Bound.Commit
        ?? (Routes.Any(route => route.HasState) ? TimeSpan.FromSeconds(1) : null);
}

/// <param name="Row">The columns that any query reads, and those that its event time is in.</param>
public sealed record StreamRead(StreamSymbol Stream, RowType Row);

/// <summary>One write.</summary>
/// <param name="Query">Down to scans of streams: a transform stands in it under its name.</param>
public sealed record StreamRoute(BoundWrite Write, LogicalNode Query)
{
    /// <summary>Whether anything is remembered from record to record.</summary>
    public bool HasState => StreamPlanner.HasState(Query);

    /// <summary>What it reads: its watermark is the lowest of theirs.</summary>
    public IEnumerable<StreamSymbol> Streams => StreamPlanner.Flatten(Query).OfType<StreamScanNode>().Select(scan => scan.Stream);
}
