namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>What may follow a backslash.</summary>
internal static class RegexEscape
{
    private const string Classes = "dDwWsS";
    private const string Controls = "tnrf";
    private const string Anchors = "bB";

    public static RegexMistake? Read(string text, ref int at, bool inClass)
    {
        if (at + 1 == text.Length)
        {
            return new RegexMistake("ends in a lone backslash", "write `\\\\` for the character");
        }

        char escaped = text[at + 1];
        at += 2;
        if (Classes.Contains(escaped, StringComparison.Ordinal) || Controls.Contains(escaped, StringComparison.Ordinal) ||
            (Anchors.Contains(escaped, StringComparison.Ordinal) && !inClass) || char.IsAsciiLetterOrDigit(escaped) == false)
        {
            return null;
        }

        return escaped switch
        {
            >= '1' and <= '9' => new RegexMistake($"refers back to group {escaped}, which not every engine can", null),
            'p' or 'P' => new RegexMistake("names a Unicode category, which engines define differently", "list the characters in a class"),
            'A' => new RegexMistake("uses `\\A`", "`^` is the start of the text"),
            'z' or 'Z' => new RegexMistake($"uses `\\{escaped}`", "`$` is the end of the text"),
            _ => new RegexMistake($"uses `\\{escaped}`, which means nothing here",
                "escapes are \\d \\D \\w \\W \\s \\S \\b \\B \\t \\n \\r \\f"),
        };
    }
}
