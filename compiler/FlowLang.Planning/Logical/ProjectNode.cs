using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Computes each output column from the input row: derive, set, select, rename and drop.</summary>
/// <param name="Columns">All columns of <paramref name="Row"/>, in its order.</param>
public sealed record ProjectNode(
    LogicalNode Input, ImmutableArray<BoundAssignment> Columns, string Step, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    public override string Verb => Step;

    /// <summary>An analytic function looks at other rows, so rows that failed before must be gone.</summary>
    public override bool IsRowWise => !Expressions.Any(Fallibility.HasAnalytic);

    /// <summary>Only picks, orders and renames columns.</summary>
    public bool IsTrivial => Columns.All(c => c.Value is BoundColumn);

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => Columns.Select(c => c.Value);

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0] };
}
