using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`"text"` with escapes resolved, or `"""raw text"""` as it stands.</summary>
public sealed record TextLiteralSyntax(string Value, TextSpan Span) : LiteralSyntax(Span);
