using System.Collections.Frozen;
using FlowLang.Syntax.Generated;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>What kinds of tokens there are, as recovery and messages see them.</summary>
internal static class TokenKinds
{
    /// <summary>How each token with a fixed spelling is written, by type; null for the others.</summary>
    private static readonly string?[] Spellings =
        [.. Enumerable.Range(0, ((Antlr4.Runtime.Vocabulary)DefaultVocabulary).getMaxTokenType() + 1).Select(Spell)];

    private static readonly FrozenDictionary<string, int> Words =
        Enumerable.Range(IMPORT, WHEN - IMPORT + 1).ToFrozenDictionary(type => Spellings[type] ?? "", type => type, StringComparer.Ordinal);

    public static IEnumerable<string> Heads { get; } =
        [.. Enumerable.Range(IMPORT, WORKSPACE - IMPORT + 1).Select(t => Spellings[t] ?? "")];

    public static IEnumerable<string> Steps { get; } =
    [
        .. Enumerable.Range(WHERE, CALL - WHERE + 1)
            .Where(t => t is not (INNER or LEFT or RIGHT or FULL or SEMI or ANTI))
            .Select(t => Spellings[t] ?? ""),
    ];

    public static string? SpellingOf(int type) => type > 0 && type < Spellings.Length ? Spellings[type] : null;

    /// <summary>The type of a keyword by its spelling, or 0.</summary>
    public static int KeywordType(string word) => Words.GetValueOrDefault(word);

    public static bool IsHead(int type) => type is >= IMPORT and <= WORKSPACE;

    public static bool IsStep(int type) => type is >= WHERE and <= CALL;

    /// <summary>Keywords that need backticks where a value could stand.</summary>
    public static bool IsReserved(int type) => type is >= AND and <= WHEN;

    public static bool IsKeyword(int type) => type is >= IMPORT and <= WHEN;

    /// <summary>Can be a name without backticks wherever a value can stand.</summary>
    public static bool IsName(int type) => type is IDENTIFIER or QUOTED_NAME or BAD_QUOTED_NAME || type is >= IMPORT and <= WRITE;

    public static bool IsText(int type) => type is TEXT_START or RAW_TEXT or UNTERMINATED_RAW_TEXT or SINGLE_QUOTED;

    public static bool IsLiteral(int type) => type is >= INSTANT and <= BAD_NUMBER or NULL or TRUE or FALSE;

    public static bool IsOpening(int type) => type is LPAREN or LBRACK or LBRACE or INTERPOLATION_START;

    public static bool IsClosing(int type) => type is RPAREN or RBRACK or RBRACE;

    public static bool EndsOperand(int type) =>
        IsName(type) || IsLiteral(type) || type is RPAREN or RBRACK or RBRACE or TEXT_END or RAW_TEXT or SINGLE_QUOTED;

    public static bool StartsOperand(int type) => IsName(type) || IsLiteral(type) || IsText(type) || type is LBRACE or CASE or CAST;

    // Tokens with several spellings have no literal name in the vocabulary: theirs is the one that the language means.
    private static string? Spell(int type) => type switch
    {
        AND => "and",
        NOT => "not",
        OR => "or",
        ARROW => "->",
        EQEQ => "==",
        NEQ => "!=",
        MINUS => "-",
        PIPE => "|",
        TEXT_END => "\"",
        _ => DefaultVocabulary.GetLiteralName(type)?.Trim('\''),
    };
}
