using System.Globalization;
using System.Text;

namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>
/// A pattern of the language's subset as PostgreSQL's advanced regular expressions write it, for a text under the collation "C". There a
/// match is the longest one; where the language's is the first one in the order of alternatives the two can differ.
/// </summary>
public static class PostgresPattern
{
    private const string Special = @".[]{}()*+?^$|\";

    /// <summary>
    /// Whether the longest match is the leftmost-first one: there is no alternation, and only single characters repeat. Then taking a
    /// character earlier never makes the match shorter.
    /// </summary>
    public static bool IsLongest(RegexPattern pattern)
    {
        for (int i = 0; i + 1 < pattern.Text.Length; i++)
        {
            if (pattern.Text[i] == '\\')
            {
                i++;
            }
            else if (pattern.Text[i] == '[')
            {
                i = EndOfClass(pattern.Text, i);
            }
            else if (pattern.Text[i] == ')' && pattern.Text[i + 1] is '*' or '+' or '?' or '{')
            {
                return false;
            }
        }

        return !pattern.HasAlternation;
    }

    public static string Of(string text)
    {
        StringBuilder pattern = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '.':
                    pattern.Append(@"[^\n]");
                    break;
                case '[':
                    i = Class(text, i, pattern);
                    break;
                case '\\':
                    pattern.Append(Escape(text[++i]));
                    break;
                default:
                    pattern.Append(text[i]);
                    break;
            }
        }

        return pattern.ToString();
    }

    /// <summary>A replacement: `\0` stands for the whole match, which PostgreSQL writes `\&amp;`.</summary>
    public static string Replacement(string text)
    {
        StringBuilder replacement = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isWhole = text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '0';
            replacement.Append(isWhole ? @"\&" : text[i] == '\\' && i + 1 < text.Length ? text[i..(i + 2)] : text[i..(i + 1)]);
            i += text[i] == '\\' ? 1 : 0;
        }

        return replacement.ToString();
    }

    private static string Escape(char escaped) => escaped switch
    {
        'd' => "[0-9]",
        'D' => "[^0-9]",
        'w' => "[0-9A-Za-z_]",
        'W' => "[^0-9A-Za-z_]",
        's' => @"[\t\n\f\r ]",
        'S' => @"[^\t\n\f\r ]",
        'b' => @"\y",
        'B' => @"\Y",
        't' or 'n' or 'r' or 'f' => $@"\{escaped}",
        _ => Special.Contains(escaped, StringComparison.Ordinal) ? $@"\{escaped}" : escaped.ToString(),
    };

    // Classes are printed as ranges of code points: PostgreSQL has no negated class inside of another.
    private static int Class(string text, int open, StringBuilder pattern)
    {
        int end = EndOfClass(text, open);
        bool negated = text[open + 1] == '^';
        ClassRanges ranges = new();
        for (int at = open + (negated ? 2 : 1); at < end;)
        {
            if (text[at] == '\\' && "dDwWsS".Contains(text[at + 1], StringComparison.Ordinal))
            {
                ranges.AddNamed(text[at + 1]);
                at += 2;
                continue;
            }

            int low = Character(text, ref at);
            bool isRange = text[at] == '-' && at + 1 < end;
            at += isRange ? 1 : 0;
            ranges.Add(low, isRange ? Character(text, ref at) : low);
        }

        pattern.Append(negated ? "[^" : "[");
        foreach ((int low, int high) in ranges.Merged())
        {
            pattern.Append(CodePoint(low)).Append(high > low ? "-" + CodePoint(high) : "");
        }

        pattern.Append(']');
        return end;
    }

    private static int EndOfClass(string text, int open)
    {
        int at = open + 1;
        while (text[at] != ']')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return at;
    }

    private static int Character(string text, ref int at)
    {
        if (text[at] == '\\')
        {
            char escaped = text[at + 1];
            at += 2;
            return escaped switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => escaped };
        }

        int codePoint = char.ConvertToUtf32(text, at);
        at += codePoint > char.MaxValue ? 2 : 1;
        return codePoint;
    }

    private static string CodePoint(int value) => value switch
    {
        < 128 when char.IsAsciiLetterOrDigit((char)value) || value == ' ' => ((char)value).ToString(),
        <= char.MaxValue => string.Create(CultureInfo.InvariantCulture, $@"\u{value:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $@"\U{value:X8}"),
    };
}
