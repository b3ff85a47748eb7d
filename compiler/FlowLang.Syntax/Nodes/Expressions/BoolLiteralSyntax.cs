using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`true` or `false`.</summary>
public sealed record BoolLiteralSyntax(bool Value, TextSpan Span) : LiteralSyntax(Span);
