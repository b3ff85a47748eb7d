using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`12:30` or `12:30:15.5`: microseconds since midnight.</summary>
public sealed record TimeLiteralSyntax(long Microseconds, TextSpan Span) : LiteralSyntax(Span);
