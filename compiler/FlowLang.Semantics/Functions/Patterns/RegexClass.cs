namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>A class: `[a-z0-9_]`, `[^"]`.</summary>
internal static class RegexClass
{
    public static RegexMistake? Read(string text, ref int at)
    {
        at++;
        at += at < text.Length && text[at] == '^' ? 1 : 0;
        bool isEmpty = true;
        while (at < text.Length && text[at] != ']')
        {
            if (ReadItem(text, ref at) is { } mistake)
            {
                return mistake;
            }

            isEmpty = false;
        }

        if (at >= text.Length)
        {
            return new RegexMistake("has a `[` without its `]`", "write `\\[` for the character");
        }

        at++;
        return isEmpty ? new RegexMistake("has an empty class", "write `\\]` for the character in a class") : null;
    }

    private static RegexMistake? ReadItem(string text, ref int at)
    {
        int start = at;
        if (ReadCharacter(text, ref at, out int low) is { } mistake)
        {
            return mistake;
        }

        if (at + 1 >= text.Length || text[at] != '-' || text[at + 1] == ']')
        {
            return null;
        }

        at++;
        if (ReadCharacter(text, ref at, out int high) is { } second)
        {
            return second;
        }

        return low < 0 || high < 0 || low > high
            ? new RegexMistake($"has a range `{text[start..at]}` that goes nowhere", "write `\\-` for the character")
            : null;
    }

    // The character's code point, or -1 for \d and its like.
    private static RegexMistake? ReadCharacter(string text, ref int at, out int codePoint)
    {
        codePoint = -1;
        if (text[at] == '\\')
        {
            int start = at;
            RegexMistake? mistake = RegexEscape.Read(text, ref at, inClass: true);
            codePoint = mistake is not null || "dDwWsS".Contains(text[start + 1], StringComparison.Ordinal) ? -1 : text[start + 1] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'f' => '\f',
                var character => character,
            };
            return mistake;
        }

        if (text[at] == '[' || (text[at] == '&' && at + 1 < text.Length && text[at + 1] == '&'))
        {
            return new RegexMistake($"has `{text[at]}` in a class, which engines read differently",
                $"write `\\{text[at]}` for the character");
        }

        codePoint = char.IsSurrogatePair(text, at) ? char.ConvertToUtf32(text, at) : text[at];
        at += char.IsSurrogatePair(text, at) ? 2 : 1;
        return null;
    }
}
