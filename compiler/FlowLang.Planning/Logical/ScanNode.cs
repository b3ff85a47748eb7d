using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>The rows of a source. Sources that read text convert it here, so that a bad record is this node's failure.</summary>
public sealed record ScanNode(SourceSymbol Source, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    /// <summary>The engine's relation that holds the source's records.</summary>
    public string Relation { get; init; } = Source.Name;

    public override string Verb => "from";

    public override bool IsRowWise => true;

    public override bool HasSites => Source.Endpoint.Descriptor.ReadsText;
}
