using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Union, union distinct, except and intersect of two relations with the same columns in the same order.</summary>
public sealed record SetOperationNode(SetOperator Operator, LogicalNode Left, LogicalNode Right, RowType Row, TextSpan Span)
    : LogicalNode(Row, Span)
{
    public override string Verb => Operator switch
    {
        SetOperator.Union or SetOperator.UnionDistinct => "union",
        SetOperator.Except => "except",
        _ => "intersect",
    };

    public override ImmutableArray<LogicalNode> Inputs => [Left, Right];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Left = inputs[0], Right = inputs[1] };
}
