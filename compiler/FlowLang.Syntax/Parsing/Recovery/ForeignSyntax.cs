using Antlr4.Runtime;
using FlowLang.Syntax.Parsing.Lexing;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>Expressions as other languages write them: what is written here instead.</summary>
internal static class ForeignSyntax
{
    private const string Case = "a choice is `case { when condition -> value, else -> other }`";
    private const string Cast = "a cast is `cast(value as type)`, with `else …` where it can fail";

    /// <summary>Null where it is nothing that is known from elsewhere.</summary>
    /// <param name="start">Where the declaration begins.</param>
    /// <param name="index">The visible token at which the grammar got stuck.</param>
    public static string? Help(FlowTokens tokens, int start, int index)
    {
        int type = tokens.Visible[index].Type;
        int previous = index > start ? tokens.Visible[index - 1].Type : 0;
        return (previous, type) switch
        {
            (CASE, WHEN) or (_, QUESTION) => Case,
            (LPAREN, STAR) => "rows are counted by `count()`",
            (SELECT, STAR) => "all columns are there without `select`; `drop a, b` leaves some out",
            (_, COLON) when index + 1 < tokens.Visible.Length && tokens.Visible[index + 1].Type == COLON => Cast,
            (_, COMMA) when IsInCast(tokens, start, index) => Cast,
            (IDENTIFIER, _) => BehindWord(Word(tokens, index - 1), TokenKinds.StartsOperand(type)),
            _ => null,
        } ?? AtWord(Word(tokens, index), previous);
    }

    private static string? BehindWord(string word, bool isOperand) => word switch
    {
        "if" or "iif" when isOperand => Case,
        "interval" when isOperand => "times are moved by `time + 1d`",
        _ => null,
    };

    private static string? AtWord(string word, int previous) => (word, previous) switch
    {
        ("partition", LPAREN) => "rows of a key are `over (by key sort order)`",
        ("order", _) => "an order is `sort key desc`",
        ("group", _) => "the keys of groups stand behind `by`: `aggregate n = count() by key`",
        _ => null,
    };

    private static string Word(FlowTokens tokens, int index) => tokens.TextOf(tokens.Visible[index]).ToString().ToLowerInvariant();

    // `cast(a, …`: back from the comma to the parenthesis that is open.
    private static bool IsInCast(FlowTokens tokens, int start, int index)
    {
        int open = 0;
        for (int i = index - 1; i > start; i--)
        {
            IToken token = tokens.Visible[i];
            open += TokenKinds.IsClosing(token.Type) ? 1 : TokenKinds.IsOpening(token.Type) ? -1 : 0;
            if (open < 0)
            {
                return token.Type == LPAREN && tokens.Visible[i - 1].Type == CAST;
            }
        }

        return false;
    }
}
