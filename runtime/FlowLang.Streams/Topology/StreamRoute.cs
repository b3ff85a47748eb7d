using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>One write of a pipeline, as reports tell of it.</summary>
/// <param name="Sites">Where rows leave, by their numbers from 1.</param>
public sealed record StreamRoute(string Relation, string Target, ImmutableArray<FailureSite> Sites)
{
    /// <summary>
    /// The streams whose partitions its watermark is the lowest of, by their numbers: inputs or, behind a repartition topic, feeds. None
    /// stands for all.
    /// </summary>
    public ImmutableArray<int> Reads { get; init; } = [];

    /// <summary>The side output of rejected rows; null where they are counted alone.</summary>
    public int? RejectsSide { get; init; }

    internal bool IsOf(int stream) => Reads.IsEmpty || Reads.Contains(stream);
}
