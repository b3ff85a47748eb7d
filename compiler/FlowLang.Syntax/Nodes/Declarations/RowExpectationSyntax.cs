using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`row "why": condition severity reject`: holds for each row.</summary>
public sealed record RowExpectationSyntax(TextLiteralSyntax Label, ExpressionSyntax Condition, NameSyntax? Severity, TextSpan Span)
    : ExpectationSyntax(Severity, Span);
