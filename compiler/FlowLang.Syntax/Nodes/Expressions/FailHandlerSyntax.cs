using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`else fail`.</summary>
public sealed record FailHandlerSyntax(TextSpan Span) : FailureHandlerSyntax(Span);
