using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`2024-03-10T06:10`: a wall clock without a zone, to the microsecond.</summary>
public sealed record DateTimeLiteralSyntax(DateTime Value, TextSpan Span) : LiteralSyntax(Span);
