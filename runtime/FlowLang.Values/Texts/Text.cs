using System.Text;

namespace FlowLang.Values.Texts;

/// <summary>
/// Text is a <see cref="string"/> of whole code points. Equality is that of .NET; order, length and positions count code points, which a
/// text without surrogates has one to a char.
/// </summary>
public static partial class Text
{
    private const char FirstSurrogate = '\uD800';
    private const char AfterSurrogates = '\uE000';

    /// <summary>By code point: unlike UTF-16's own order, what stands above U+FFFF is above all else.</summary>
    public static int Compare(string a, string b)
    {
        int at = a.AsSpan().CommonPrefixLength(b);
        if (at == a.Length || at == b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        return Rank(a[at]).CompareTo(Rank(b[at]));
    }

    // Surrogates above the rest of the plane.
    private static int Rank(char c) => c < FirstSurrogate ? c : c >= AfterSurrogates ? c - 0x2000 : c + 0x2000;

    public static long Length(string text) => text.Length - Pairs(text);

    public static string Lower(string text) => Map(text, static rune => rune.Value switch
    {
        'İ' => new Rune('i'),
        'ẞ' => new Rune('ß'),
        _ => Rune.ToLowerInvariant(rune),
    });

    public static string Upper(string text) => Map(text, static rune => rune.Value switch
    {
        'ı' => new Rune('I'),
        'ß' => new Rune('ẞ'),
        _ => Rune.ToUpperInvariant(rune),
    });

    public static string Trim(string text, string characters) => TrimStart(TrimEnd(text, characters), characters);

    public static string TrimStart(string text, string characters)
    {
        int start = 0;
        while (start < text.Length && IsAmong(text, start, out int size, characters))
        {
            start += size;
        }

        return text[start..];
    }

    public static string TrimEnd(string text, string characters)
    {
        int end = text.Length;
        while (end > 0 && IsAmong(text, Before(text, end), out _, characters))
        {
            end = Before(text, end);
        }

        return text[..end];
    }

    /// <summary>Positions count from 1; what lies outside the text gives nothing.</summary>
    public static string Substring(string text, long start) => Substring(text, start, long.MaxValue);

    /// <inheritdoc cref="Substring(string, long)"/>
    public static string Substring(string text, long start, long length)
    {
        Int128 end = (Int128)start + Math.Max(length, 0);
        int from = Offset(text, start <= 1 ? 0 : start - 1);
        int to = Offset(text, (long)Int128.Clamp(end - 1, 0, long.MaxValue));
        return from < to ? text[from..to] : "";
    }

    /// <summary>Empty <paramref name="from"/> occurs nowhere.</summary>
    public static string Replace(string text, string from, string to) =>
        from.Length == 0 ? text : text.Replace(from, to, StringComparison.Ordinal);

    /// <summary>The part with the number, from the end for a negative one; empty where there is none.</summary>
    public static string SplitPart(string text, string separator, long number)
    {
        if (separator.Length == 0)
        {
            return number is 1 or -1 ? text : "";
        }

        long wanted = number > 0 ? number - 1 : number < 0 ? Count(text, separator) + 1 + number : -1;
        int start = 0;
        for (long i = 0; wanted >= 0; i++)
        {
            int end = text.IndexOf(separator, start, StringComparison.Ordinal);
            if (i == wanted)
            {
                return end < 0 ? text[start..] : text[start..end];
            }

            if (end < 0)
            {
                return "";
            }

            start = end + separator.Length;
        }

        return "";
    }

    public static bool StartsWith(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);

    public static bool EndsWith(string text, string suffix) => text.EndsWith(suffix, StringComparison.Ordinal);

    public static bool Contains(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    /// <summary>Where the part begins, from 1; 0 where it does not occur.</summary>
    public static long Position(string text, string part)
    {
        int at = text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? 0 : at - Pairs(text.AsSpan(0, at)) + 1;
    }

    /// <summary>The text where it is one of the options.</summary>
    public static bool TryOneOf(string text, string[] options, out string result)
    {
        result = text;
        return Array.IndexOf(options, text) >= 0;
    }

    public static string Reverse(string text)
    {
        return string.Create(text.Length, text, static (target, source) =>
        {
            int at = target.Length;
            foreach (Rune rune in source.EnumerateRunes())
            {
                at -= rune.Utf16SequenceLength;
                rune.EncodeToUtf16(target[at..]);
            }
        });
    }

    private static string Map(string text, Func<Rune, Rune> map)
    {
        StringBuilder mapped = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            mapped.Append(map(rune).ToString());
        }

        return mapped.ToString();
    }

    private static bool IsAmong(string text, int at, out int size, string characters)
    {
        size = char.IsSurrogatePair(text, at) ? 2 : 1;
        return characters.AsSpan().IndexOf(text.AsSpan(at, size)) >= 0;
    }

    private static int Before(string text, int at) => at > 1 && char.IsLowSurrogate(text[at - 1]) ? at - 2 : at - 1;

    private static int Pairs(ReadOnlySpan<char> text)
    {
        int pairs = 0;
        int at = text.IndexOfAnyInRange('\uDC00', '\uDFFF');
        for (; at >= 0 && at < text.Length; at++)
        {
            pairs += char.IsLowSurrogate(text[at]) ? 1 : 0;
        }

        return pairs;
    }

    // The offset of a code point, at most the text's length.
    private static int Offset(string text, long codePoint)
    {
        int at = 0;
        for (long i = 0; i < codePoint && at < text.Length; i++)
        {
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        }

        return at;
    }

    private static long Count(string text, string part)
    {
        long count = 0;
        for (int at = text.IndexOf(part, StringComparison.Ordinal); at >= 0;)
        {
            count++;
            at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal);
        }

        return count;
    }
}
