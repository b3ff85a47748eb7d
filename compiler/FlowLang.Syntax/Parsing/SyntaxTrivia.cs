using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing;

/// <summary>White space, a comment or skipped text.</summary>
public readonly record struct SyntaxTrivia(TriviaKind Kind, TextSpan Span);
