using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>The records of a stream, decoded as they come; what is none of its type never gets here.</summary>
public sealed record StreamScanNode(StreamSymbol Stream, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    public override string Verb => "from";

    public override bool IsRowWise => true;
}
