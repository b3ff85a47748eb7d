using System.Globalization;
using System.Text;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing.Lexing;

/// <summary>What `\n`, `\u{1F600}` and the like stand for.</summary>
internal static class TextEscapes
{
    public static Diagnostic? Check(TextSpan at)
    {
        string escape = at.Text;
        if (!IsUnicode(escape))
        {
            return Simple(escape) is null ? SyntaxDiagnostics.UnknownEscape(at) : null;
        }

        return CodePoint(escape) switch
        {
            null => SyntaxDiagnostics.EscapeIsNoCharacter(at, "between the braces stand one to six hexadecimal digits"),
            0 => SyntaxDiagnostics.EscapeIsNoCharacter(at, "text can't hold U+0000"),
            > 0x10FFFF => SyntaxDiagnostics.EscapeIsNoCharacter(at, "the last code point is U+10FFFF"),
            >= 0xD800 and <= 0xDFFF => SyntaxDiagnostics.EscapeIsNoCharacter(
                at, "it is half of a pair; write the code point, as in `\\u{1F600}`"),
            _ => null,
        };
    }

    /// <summary>The text an escape stands for; a wrong one, which is reported already, for U+FFFD.</summary>
    public static string Resolve(string escape)
    {
        if (!IsUnicode(escape))
        {
            return Simple(escape) ?? "\uFFFD";
        }

        return CodePoint(escape) is { } point && point > 0 && Rune.IsValid(point) ? new Rune(point).ToString() : "\uFFFD";
    }

    private static bool IsUnicode(string escape) => escape.Length > 2 && escape[1] == 'u';

    private static string? Simple(string escape) => escape switch
    {
        "\\\"" => "\"",
        "\\\\" => "\\",
        "\\n" => "\n",
        "\\r" => "\r",
        "\\t" => "\t",
        "\\$" => "$",
        _ => null,
    };

    private static int? CodePoint(string escape)
    {
        ReadOnlySpan<char> digits = escape.AsSpan(2).Trim("{}");
        bool isHexadecimal = int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int point);
        return digits.Length is > 0 and <= 6 && isHexadecimal ? point : null;
    }
}
