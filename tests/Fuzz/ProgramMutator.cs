using System.Text.RegularExpressions;

namespace FlowLang.Fuzz;

/// <summary>Damages programs as slips, merges and broken files do.</summary>
internal sealed partial class ProgramMutator(Random random)
{
    private static readonly string[] s_fragments =
    [
        "(", ")", "[", "]", "{", "}", "${", "\"", "\"\"\"", "'", "`", "/*", "*/", "//", "--", "#", ";", "|", "||", "&&", "->", "=>", "=",
        "==", ",", ".",
        "...", "\0", "\uFEFF", "\r", "\n", "\u2028", "\uD800", "\\", "\\u{", "é", "transform", "from", "where", "else", "case {",
        "not ", "2024-13-99",
        "12:99", "99999999999999999999h", "1e9999", "0x", "map<", "by ", "as ", "in ", "of ", "over (", "type ",
        "pipeline p {", "expect on ", "@",
    ];

    public string Mutate(string text, string other)
    {
        for (int edits = random.Next(1, 8); edits > 0; edits--)
        {
            int at = random.Next(text.Length + 1);
            int length = Math.Min(text.Length - at, random.Next(20));
            text = random.Next(10) switch
            {
                7 or 8 or 9 => SwapWords(text),
                0 => text.Remove(at, length),
                1 => text.Insert(at, s_fragments[random.Next(s_fragments.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text[..at],
                4 => text.Insert(at, ((char)random.Next(1, 0x500)).ToString()),
                5 => text.Insert(at, Slice(other)),
                _ => text.Insert(at, string.Concat(Enumerable.Repeat(s_fragments[random.Next(s_fragments.Length)], random.Next(1, 300)))),
            };
        }

        return text;
    }

    /// <summary>Fragments and bytes without any plan.</summary>
    public string Garbage() => string.Concat(Enumerable.Range(0, random.Next(1, 400))
        .Select(_ => random.Next(3) == 0 ? ((char)random.Next(0, 0x300)).ToString() : s_fragments[random.Next(s_fragments.Length)] + " "));

    // A word for another of the same program: what still parses and means something else.
    private string SwapWords(string text)
    {
        MatchCollection words = Word().Matches(text);
        if (words.Count < 2)
        {
            return text;
        }

        Match old = words[random.Next(words.Count)];
        return text[..old.Index] + words[random.Next(words.Count)].Value + text[(old.Index + old.Length)..];
    }

    [GeneratedRegex("[A-Za-z_]+|[0-9][0-9.]*|\"[^\"\n]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    private string Slice(string text)
    {
        int from = random.Next(text.Length + 1);
        return text.Substring(from, Math.Min(text.Length - from, random.Next(200)));
    }
}
