using System.Text;

namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>
/// Translates a regular expression of the subset to .NET's syntax, where it means the same: `.` and classes take whole code points,
/// `\d \w \s \b` are ASCII, `$` is the very end.
/// </summary>
internal static class DotNetPattern
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Word = "0-9A-Za-z_";
    private const string AnyButLineFeed = @"(?:[^\n\uD800-\uDFFF]|" + Pair + ")";

    // Half of a pair is no character, so a negated class never takes one alone.
    private const string Surrogates = @"\uD800-\uDFFF";

    public static string Translate(string pattern)
    {
        StringBuilder text = new();
        for (int at = 0; at < pattern.Length;)
        {
            switch (pattern[at])
            {
                case '.':
                    text.Append(AnyButLineFeed);
                    at++;
                    break;
                case '^':
                    text.Append(@"\A");
                    at++;
                    break;
                case '$':
                    text.Append(@"\z");
                    at++;
                    break;
                case '\\':
                    text.Append(Escape(pattern[at + 1]));
                    at += 2;
                    break;
                case '[':
                    text.Append(Class(pattern, ref at));
                    break;
                case ' ' or '#':
                    text.Append('\\').Append(pattern[at++]);
                    break;
                case var _ when char.IsSurrogatePair(pattern, at):
                    text.Append("(?:").Append(pattern, at, 2).Append(')');
                    at += 2;
                    break;
                case var character:
                    text.Append(character);
                    at++;
                    break;
            }
        }

        return text.ToString();
    }

    private static string Escape(char escaped) => escaped switch
    {
        'd' => "[0-9]",
        'D' => $@"(?:[^0-9{Surrogates}]|{Pair})",
        'w' => $"[{Word}]",
        'W' => $@"(?:[^{Word}{Surrogates}]|{Pair})",
        's' => @"[\t\n\f\r ]",
        'S' => $@"(?:[^\t\n\f\r {Surrogates}]|{Pair})",
        'b' => $"(?:(?<=[{Word}])(?![{Word}])|(?<![{Word}])(?=[{Word}]))",
        'B' => $"(?:(?<=[{Word}])(?=[{Word}])|(?<![{Word}])(?![{Word}]))",
        _ => $"\\{escaped}",
    };

    private static string Class(string pattern, ref int at)
    {
        at++;
        bool isNegated = pattern[at] == '^';
        at += isNegated ? 1 : 0;
        List<(int Low, int High)> ranges = [];
        while (pattern[at] != ']')
        {
            int low = Read(pattern, ref at, ranges);
            int high = low;
            if (low >= 0 && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                high = Read(pattern, ref at, ranges);
            }

            if (low >= 0)
            {
                ranges.Add((low, high));
            }
        }

        at++;
        return CodePointClass.Write(ranges, isNegated);
    }

    // The code point, or -1 for \d and its like, whose ranges it adds.
    private static int Read(string pattern, ref int at, List<(int Low, int High)> ranges)
    {
        if (pattern[at] == '\\')
        {
            char escaped = pattern[at + 1];
            at += 2;
            if ("dDwWsS".Contains(escaped, StringComparison.Ordinal))
            {
                ranges.AddRange(CodePointClass.Of(escaped));
                return -1;
            }

            return escaped switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var character => character };
        }

        int codePoint = char.IsSurrogatePair(pattern, at) ? char.ConvertToUtf32(pattern, at) : pattern[at];
        at += codePoint > char.MaxValue ? 2 : 1;
        return codePoint;
    }
}
