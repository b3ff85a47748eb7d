using System.Text;

namespace FlowLang.Values.Texts;

/// <summary>`lpad` and `rpad`: a text of a given length in code points, filled up or cut at the right end.</summary>
public static partial class Text
{
    private const long LongestPadded = 1_000_000;

    public static bool TryPadStart(string text, long length, string fill, out string result)
    {
        bool fits = length <= LongestPadded;
        result = !fits ? "" : length <= Length(text) || fill.Length == 0 ? Substring(text, 1, length) : Fill(text, length, fill) + text;
        return fits;
    }

    /// <inheritdoc cref="TryPadStart"/>
    public static bool TryPadEnd(string text, long length, string fill, out string result)
    {
        bool fits = length <= LongestPadded;
        result = !fits ? "" : length <= Length(text) || fill.Length == 0 ? Substring(text, 1, length) : text + Fill(text, length, fill);
        return fits;
    }

    private static string Fill(string text, long length, string fill)
    {
        StringBuilder filled = new();
        long wanted = length - Length(text);
        while (wanted > 0)
        {
            foreach (Rune rune in fill.EnumerateRunes())
            {
                filled.Append(wanted-- > 0 ? rune.ToString() : "");
            }
        }

        return filled.ToString();
    }
}
