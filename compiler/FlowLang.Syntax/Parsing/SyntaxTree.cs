using System.Collections.Immutable;
using System.Text;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing;

/// <summary>
/// One parsed file. There is always a root; declarations that did not parse are <see cref="BadDeclarationSyntax"/> in it.
/// </summary>
public sealed class SyntaxTree
{
    private readonly Lazy<ImmutableArray<SyntaxToken>> _tokens;

    internal SyntaxTree(
        SourceText source,
        CompilationUnitSyntax root,
        ImmutableArray<Diagnostic> diagnostics,
        Func<ImmutableArray<SyntaxToken>> tokens)
    {
        Source = source;
        Root = root;
        Diagnostics = diagnostics;
        _tokens = new Lazy<ImmutableArray<SyntaxToken>>(tokens);
    }

    public SourceText Source { get; }

    public CompilationUnitSyntax Root { get; }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Every token with its trivia; made when first asked for.</summary>
    public ImmutableArray<SyntaxToken> Tokens => _tokens.Value;

    /// <summary>Prints the tokens with their trivia: the source again, unchanged.</summary>
    public string Print()
    {
        StringBuilder text = new(Source.Length);
        foreach (SyntaxToken token in Tokens)
        {
            Append(text, token.Leading);
            text.Append(token.Text);
            Append(text, token.Trailing);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ImmutableArray<SyntaxTrivia> trivia)
    {
        foreach (SyntaxTrivia piece in trivia)
        {
            text.Append(piece.Span.Text);
        }
    }
}
