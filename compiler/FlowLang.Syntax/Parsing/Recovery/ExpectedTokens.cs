using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using FlowLang.Syntax.Parsing.Lexing;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>Puts a set of tokens into words.</summary>
internal static class ExpectedTokens
{
    public const string Expression = "an expression";
    public const string Name = "a name";
    public const string Type = "a type";
    private const int MostListed = 5;

    public static IEnumerable<string> Keywords(IntervalSet expected) =>
        expected.ToArray().Where(TokenKinds.IsKeyword).Select(TokenKinds.SpellingOf).OfType<string>();

    /// <summary>What should stand here, or null where so much could that a list would not help.</summary>
    public static string? Wanted(IntervalSet expected)
    {
        if (expected.Contains(INTEGER) && expected.Contains(TEXT_START) && expected.Contains(LPAREN))
        {
            return Expression;
        }

        if (expected.Contains(IDENTIFIER))
        {
            return expected.Contains(LBRACE) && expected.Contains(AND) ? Type : Name;
        }

        string[] words = [.. expected.ToArray().Select(Spell).Distinct(StringComparer.Ordinal)];
        return words.Length switch
        {
            0 or > MostListed => null,
            1 => words[0],
            _ => $"{string.Join(", ", words[..^1])} or {words[^1]}",
        };
    }

    /// <summary>A token as a message names it.</summary>
    public static string Describe(FlowTokens tokens, IToken? token)
    {
        if (token is null || token.Type is TEXT_END or TEXT_CHARACTERS or RAW_TEXT)
        {
            return "this text";
        }

        ReadOnlySpan<char> text = tokens.TextOf(token);
        return text.Length <= 40 ? $"`{text}`" : $"`{text[..37]}…`";
    }

    private static string Spell(int type) => type switch
    {
        TokenConstants.EOF => "the end of the declaration",
        TEXT_START or RAW_TEXT or UNTERMINATED_RAW_TEXT or SINGLE_QUOTED => "text",
        INTEGER => "a whole number",
        TEXT_CHARACTERS or TEXT_ESCAPE or TEXT_END or INTERPOLATION_START => "the end of the text",
        _ => TokenKinds.SpellingOf(type) is { } spelling ? $"`{spelling}`" : "a name",
    };
}
