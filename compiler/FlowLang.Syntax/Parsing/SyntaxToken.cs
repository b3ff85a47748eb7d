using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing;

/// <summary>
/// A token with what surrounds it: trailing trivia reach to the end of the line, leading trivia are the rest before the token. The last
/// token of a file is empty and called <c>EOF</c>. Printing leading, text and trailing of all tokens gives the file back, byte for byte.
/// </summary>
/// <param name="Kind">The name of the token in the grammar: <c>WHERE</c>, <c>IDENTIFIER</c>, <c>LPAREN</c>.</param>
public sealed record SyntaxToken(
    string Kind,
    TextSpan Span,
    ImmutableArray<SyntaxTrivia> Leading,
    ImmutableArray<SyntaxTrivia> Trailing)
{
    public string Text => Span.Text;
}
