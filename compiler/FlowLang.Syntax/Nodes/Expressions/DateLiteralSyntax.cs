using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`2024-01-01`.</summary>
public sealed record DateLiteralSyntax(DateOnly Value, TextSpan Span) : LiteralSyntax(Span);
