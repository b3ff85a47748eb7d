using System.Collections.Immutable;
using Antlr4.Runtime;
using FlowLang.Syntax.Generated;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>Gives every character between two tokens to one of them.</summary>
internal static class TriviaAttacher
{
    public static ImmutableArray<SyntaxToken> Attach(FlowTokens tokens)
    {
        ImmutableArray<SyntaxToken>.Builder result = ImmutableArray.CreateBuilder<SyntaxToken>(tokens.Visible.Length);
        IReadOnlyList<IToken> all = tokens.All;
        ImmutableArray<SyntaxTrivia> leading = [];
        int i = 0;
        while (i < all.Count && all[i].Channel != TokenConstants.DefaultChannel)
        {
            leading = leading.Add(Trivia(tokens, all[i++]));
        }

        while (i < all.Count)
        {
            IToken token = all[i++];
            ImmutableArray<SyntaxTrivia>.Builder trailing = ImmutableArray.CreateBuilder<SyntaxTrivia>();
            ImmutableArray<SyntaxTrivia>.Builder next = ImmutableArray.CreateBuilder<SyntaxTrivia>();
            ImmutableArray<SyntaxTrivia>.Builder open = trailing;
            while (i < all.Count && all[i].Channel != TokenConstants.DefaultChannel)
            {
                SyntaxTrivia trivia = Trivia(tokens, all[i++]);
                open.Add(trivia);
                open = trivia.Kind == TriviaKind.LineBreak ? next : open;
            }

            string kind = token.Type == TokenConstants.EOF ? "EOF" : FlowLexer.DefaultVocabulary.GetSymbolicName(token.Type);
            result.Add(new SyntaxToken(kind, tokens.SpanOf(token), leading, trailing.ToImmutable()));
            leading = next.ToImmutable();
        }

        return result.ToImmutable();
    }

    private static SyntaxTrivia Trivia(FlowTokens tokens, IToken token) => new(
        token.Type switch
        {
            FlowLexer.WHITESPACE or FlowLexer.BYTE_ORDER_MARK => TriviaKind.Whitespace,
            FlowLexer.LINE_BREAK => TriviaKind.LineBreak,
            FlowLexer.COMMENT => TriviaKind.Comment,
            _ => TriviaKind.Skipped,
        },
        tokens.SpanOf(token));
}
