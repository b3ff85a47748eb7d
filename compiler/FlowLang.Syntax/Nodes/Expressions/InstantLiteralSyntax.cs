using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`2024-03-10T06:10Z`: a point in time, in UTC, to the microsecond.</summary>
public sealed record InstantLiteralSyntax(DateTime Value, TextSpan Span) : LiteralSyntax(Span);
