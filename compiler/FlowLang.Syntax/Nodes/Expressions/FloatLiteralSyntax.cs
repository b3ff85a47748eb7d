using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`1.5e3`.</summary>
public sealed record FloatLiteralSyntax(double Value, TextSpan Span) : LiteralSyntax(Span);
