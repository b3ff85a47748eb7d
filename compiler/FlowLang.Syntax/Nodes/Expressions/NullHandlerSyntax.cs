using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`else null`.</summary>
public sealed record NullHandlerSyntax(TextSpan Span) : FailureHandlerSyntax(Span);
