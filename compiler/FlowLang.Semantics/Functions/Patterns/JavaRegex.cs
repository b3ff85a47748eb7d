using System.Text;
using System.Text.RegularExpressions;

namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>
/// A regular expression of the language's subset as Java reads it: `.` stops at line feeds only, `$` is the end of the text, `\s` and `\b`
/// are ASCII.
/// </summary>
public static class JavaRegex
{
    private const string Word = "[0-9A-Za-z_]";
    private const string Space = @"\t\n\f\r ";

    public static string Of(string pattern)
    {
        StringBuilder java = new("(?d)");
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    java.Append(Escape(pattern[++i], inClass));
                    break;
                case '[':
                    inClass = true;
                    java.Append('[');
                    break;
                case ']':
                    inClass = false;
                    java.Append(']');
                    break;
                case '$' when !inClass:
                    java.Append(@"\z");
                    break;
                default:
                    java.Append(pattern[i]);
                    break;
            }
        }

        return java.ToString();
    }

    /// <summary>Whether the pattern, or a part of one, can match no character at all.</summary>
    public static bool CanBeEmpty(string pattern) =>
        Regex.IsMatch("", Regex.Replace(pattern, @"\\(.)", WithoutBounds), RegexOptions.NonBacktracking);

    /// <summary>Whether one can't tell from an empty group that it took no part in the match.</summary>
    public static bool IsGroupAmbiguous(string pattern, long group)
    {
        if (group == 0)
        {
            return false;
        }

        bool isMandatory = !pattern.Contains('|', StringComparison.Ordinal) && !Regex.IsMatch(pattern, @"\)([?*]|\{0)");
        return !isMandatory && CanBeEmpty(GroupText(pattern, group));
    }

    /// <summary>The text of a group with its parentheses.</summary>
    public static string GroupText(string pattern, long group)
    {
        (int start, int end) = Group(pattern, group);
        return pattern[start..end];
    }

    /// <summary>A replacement: `\1` is `$1`, a backslash stays one, and a digit behind a group is no part of its number.</summary>
    public static string Replacement(string text)
    {
        StringBuilder java = new();
        bool isBehindGroup = false;
        for (int i = 0; i < text.Length; i++)
        {
            bool isGroup = text[i] == '\\' && char.IsAsciiDigit(text[i + 1]);
            java.Append(text[i] switch
            {
                '\\' when isGroup => $"${text[++i]}",
                '\\' => $@"\{text[++i]}",
                '$' => @"\$",
                var digit when isBehindGroup && char.IsAsciiDigit(digit) => $@"\{digit}",
                var other => other.ToString(),
            });
            isBehindGroup = isGroup;
        }

        return java.ToString();
    }

    private static string Escape(char escaped, bool inClass) => (escaped, inClass) switch
    {
        ('s', true) => Space,
        ('S', true) => @"\S\x0B",
        ('s', false) => $"[{Space}]",
        ('S', false) => $"[^{Space}]",
        ('b', _) => $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))",
        ('B', _) => $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))",
        _ => $@"\{escaped}",
    };

    private static string WithoutBounds(Match escape) => escape.Value is @"\b" or @"\B" ? "" : escape.Value;

    private static (int Start, int End) Group(string pattern, long group)
    {
        Stack<(int At, bool IsWanted)> open = new();
        long count = 0;
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' or ']':
                    inClass = pattern[i] == '[';
                    break;
                case '(' when !inClass:
                    bool captures = i + 1 < pattern.Length && pattern[i + 1] != '?';
                    count += captures ? 1 : 0;
                    open.Push((i, captures && count == group));
                    break;
                case ')' when !inClass:
                    (int start, bool isWanted) = open.Pop();
                    if (isWanted)
                    {
                        return (start, i + 1);
                    }

                    break;
            }
        }

        return (0, pattern.Length);
    }
}
