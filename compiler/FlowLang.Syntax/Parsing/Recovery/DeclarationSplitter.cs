using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Parsing.Lexing;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>
/// Cuts a file with mistakes where declarations seem to start, so that each is parsed by itself and a mistake in one is told once.
/// A head in its full shape (`transform name =`) starts one anywhere, even inside a bracket that was never closed; a head alone, or a
/// misspelled one, only at the start of a line outside brackets.
/// </summary>
internal static class DeclarationSplitter
{
    /// <summary>Stretches of visible tokens, each from its first token up to the next stretch.</summary>
    public static IReadOnlyList<Range> Split(FlowTokens tokens)
    {
        List<Range> stretches = [];
        int last = tokens.Visible.Length - 1;
        int start = 0;
        int depth = 0;
        for (int i = 0; i < last; i++)
        {
            int type = tokens.Visible[i].Type;
            if (i > start && StartsDeclaration(tokens, i, depth))
            {
                stretches.Add(start..i);
                start = i;
                depth = 0;
            }

            depth = TokenKinds.IsOpening(type) ? depth + 1 : TokenKinds.IsClosing(type) ? Math.Max(0, depth - 1) : depth;
        }

        if (last > start)
        {
            stretches.Add(start..last);
        }

        return stretches;
    }

    private static bool StartsDeclaration(FlowTokens tokens, int i, int depth)
    {
        IToken[] all = tokens.Visible;
        IToken token = all[i];
        int previous = all[i - 1].Type;
        bool isLineStart = tokens.IsFirstOnLine(token);
        bool isInTheMiddle = previous is DOT or PIPE or COMMA or EQ or COLON or ARROW or LPAREN or LBRACK;
        if (TokenKinds.IsHead(token.Type) && HasFullShape(all, i) && (isLineStart || !isInTheMiddle))
        {
            return true;
        }

        if (isInTheMiddle)
        {
            return false;
        }

        bool startsLikeOne = TokenKinds.IsName(all[i + 1].Type) || TokenKinds.IsText(all[i + 1].Type);
        bool isAtMargin = token.StartIndex == 0 || tokens.Source.Text[token.StartIndex - 1] is '\n' or '\r';
        if (TokenKinds.IsHead(token.Type))
        {
            return isLineStart && (depth == 0 || (isAtMargin && startsLikeOne));
        }

        return token.Type == IDENTIFIER && depth == 0 && isLineStart && startsLikeOne
            && (isAtMargin || Suggestions.DidYouMean(token.Text, TokenKinds.Heads) is not null);
    }

    private static bool HasFullShape(IToken[] all, int i)
    {
        int second = all[i + 1].Type;
        int third = i + 2 < all.Length ? all[i + 2].Type : 0;
        bool isNamed = TokenKinds.IsName(second);
        return all[i].Type switch
        {
            IMPORT => second == LBRACE,
            PARAM => isNamed && third == COLON,
            SECRET or TYPE => isNamed && third == EQ,
            CONNECTION => isNamed && third == COLON,
            SOURCE or STREAM => isNamed && third is COLON or FROM,
            SINK => isNamed && third is COLON or EQ,
            TRANSFORM => isNamed && third is LPAREN or COLON or EQ,
            EXPECT => second == ON && TokenKinds.IsName(third),
            PIPELINE => isNamed && third is ON or LBRACE,
            TEST => TokenKinds.IsText(second),
            ENVIRONMENT => isNamed && third == LBRACE,
            DEPLOY => isNamed && third == TO,
            FN => isNamed && third == LPAREN,
            WORKSPACE => second == LBRACE || (isNamed && third == LBRACE),
            _ => false,
        };
    }
}
