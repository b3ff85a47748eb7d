using System.Collections.Immutable;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Batch;

/// <summary>What a run asks of a source: some of its columns, of the rows that all filters keep.</summary>
/// <param name="Columns">By their names at the source; of rows that pass, in the order of the sink's columns.</param>
public sealed record SourceSelection(ImmutableArray<string> Columns, ImmutableArray<SourceFilter> Filters)
{
    /// <summary>The rows go to a sink of the same kind as they come.</summary>
    public bool Passes { get; init; }
}

/// <summary>A filter that the source itself applies.</summary>
/// <param name="Condition">Over the source's columns.</param>
/// <param name="Step">The step of the program, for reports.</param>
/// <param name="Written">The condition as the program has it.</param>
/// <param name="IsCounted">Reports tell how many rows it takes; rows outside of the run's interval are nobody's concern.</param>
public sealed record SourceFilter(BoundExpression Condition, string Step, BoundExpression Written, bool IsCounted);
