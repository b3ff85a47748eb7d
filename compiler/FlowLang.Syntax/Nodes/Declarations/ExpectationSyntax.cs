using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>One line of an `expect` block; without a severity it fails the run.</summary>
public abstract record ExpectationSyntax(NameSyntax? Severity, TextSpan Span) : SyntaxNode(Span);
