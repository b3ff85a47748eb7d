using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`else reject "why"`; the reason may be absent.</summary>
public sealed record RejectHandlerSyntax(ExpressionSyntax? Reason, TextSpan Span) : FailureHandlerSyntax(Span);
