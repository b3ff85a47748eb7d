using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`5m`, `1h30m`, `1mo`: months, days and microseconds are kept apart, for a month has no fixed length.</summary>
public sealed record DurationLiteralSyntax(int Months, int Days, long Microseconds, TextSpan Span) : LiteralSyntax(Span);
