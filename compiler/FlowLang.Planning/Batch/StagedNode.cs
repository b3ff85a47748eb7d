using FlowLang.Planning.Logical;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Batch;

/// <summary>The kept rows of a relation that was staged before.</summary>
public sealed record StagedNode(string Relation, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    public override string Verb => "from";
}
