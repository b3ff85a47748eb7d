using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Keeps the rows for which the condition is true.</summary>
public sealed record FilterNode(LogicalNode Input, BoundExpression Condition, TextSpan Span) : LogicalNode(Input.Row, Span)
{
    /// <summary>Binds a column to the run's interval: rows outside belong to another run.</summary>
    public bool IsInterval { get; init; }

    public override string Verb => IsInterval ? "partition" : "where";

    public override bool IsRowWise => true;

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => [Condition];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0], Row = RowOver(inputs[0]) };
}
