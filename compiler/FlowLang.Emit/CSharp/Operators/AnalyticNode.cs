using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>The input's rows with a column for each analytic call, so that the projection above is row by row.</summary>
internal sealed record AnalyticNode(LogicalNode Input, ImmutableArray<AnalyticColumn> Calls, RowType Row)
    : LogicalNode(Row, Input.Span)
{
    public override string Verb => "window";

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0] };
}

/// <param name="FailedName">The bool column that says whether the call failed; null where it can't.</param>
internal sealed record AnalyticColumn(string Name, string? FailedName, BoundAnalytic Call);
