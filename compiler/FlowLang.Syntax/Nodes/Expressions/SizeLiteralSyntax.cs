using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`50GiB`.</summary>
public sealed record SizeLiteralSyntax(long Bytes, TextSpan Span) : LiteralSyntax(Span);
