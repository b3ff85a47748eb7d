using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`null`.</summary>
public sealed record NullLiteralSyntax(TextSpan Span) : LiteralSyntax(Span);
