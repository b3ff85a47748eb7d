using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Parsing.Lexing;
using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>Brackets that are not closed, not opened, or closed by another kind.</summary>
internal sealed class BracketMistakes(FlowTokens tokens, int start, FirstMistake mistake, TextSpan at)
{
    public Diagnostic? Explain()
    {
        Stack<IToken> open = OpenBrackets();
        int type = mistake.Token.Type;
        if (!open.TryPeek(out IToken? innermost))
        {
            return TokenKinds.IsClosing(type) ? SyntaxDiagnostics.ClosesNothing(at) : null;
        }

        int closing = ClosingOf(innermost.Type);
        bool couldClose = mistake.Expected.Contains(closing);
        if (type == TokenConstants.EOF || (type == LBRACE && innermost.Type == LPAREN && couldClose))
        {
            return NotClosed(innermost, closing);
        }

        if (innermost.Type == INTERPOLATION_START && type is TEXT_END or TEXT_CHARACTERS)
        {
            return SyntaxDiagnostics.InterpolationNotClosed(tokens.SpanOf(innermost));
        }

        if (!TokenKinds.IsClosing(type) || type == closing || !couldClose)
        {
            return null;
        }

        return open.Skip(1).Any(outer => ClosingOf(outer.Type) == type)
            ? NotClosed(innermost, closing)
            : SyntaxDiagnostics.ClosedByWrongBracket(at, TokenKinds.SpellingOf(closing) ?? "", tokens.SpanOf(innermost));
    }

    private Diagnostic NotClosed(IToken opening, int closing) => opening.Type == INTERPOLATION_START
        ? SyntaxDiagnostics.InterpolationNotClosed(tokens.SpanOf(opening))
        : SyntaxDiagnostics.NotClosed(at, opening.Text, TokenKinds.SpellingOf(closing) ?? "", tokens.SpanOf(opening));

    private Stack<IToken> OpenBrackets()
    {
        Stack<IToken> open = [];
        for (int i = start; i < mistake.Index; i++)
        {
            IToken token = tokens.Visible[i];
            if (TokenKinds.IsOpening(token.Type))
            {
                open.Push(token);
            }
            else if (TokenKinds.IsClosing(token.Type))
            {
                open.TryPop(out _);
            }
        }

        return open;
    }

    private static int ClosingOf(int opening) => opening switch
    {
        LPAREN => RPAREN,
        LBRACK => RBRACK,
        _ => RBRACE,
    };
}
