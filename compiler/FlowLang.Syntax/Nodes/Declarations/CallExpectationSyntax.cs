using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`unique(k)`, `volume(min: 1)`, `references(k, t.k)`: holds for the relation.</summary>
public sealed record CallExpectationSyntax(CallExpressionSyntax Call, NameSyntax? Severity, TextSpan Span)
    : ExpectationSyntax(Severity, Span);
