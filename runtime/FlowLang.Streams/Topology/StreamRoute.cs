using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>One write of a pipeline, as reports tell of it.</summary>
/// <param name="Sites">Where rows leave, by their numbers from 1.</param>
public sealed record StreamRoute(string Relation, string Target, ImmutableArray<FailureSite> Sites)
{
    /// <summary>The side output of rejected rows; null where they are counted alone.</summary>
    public int? RejectsSide { get; init; }
}
