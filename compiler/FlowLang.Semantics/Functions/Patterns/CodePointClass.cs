using System.Globalization;

namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>A set of code points as a .NET regular expression over UTF-16.</summary>
internal static class CodePointClass
{
    private const int Last = 0x10FFFF;

    /// <summary>The ranges of `\d`, `\w`, `\s` and their opposites.</summary>
    public static IEnumerable<(int Low, int High)> Of(char escaped)
    {
        (int, int)[] ranges = char.ToLowerInvariant(escaped) switch
        {
            'd' => [('0', '9')],
            'w' => [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            _ => [('\t', '\n'), ('\f', '\r'), (' ', ' ')],
        };
        return char.IsUpper(escaped) ? Complement(ranges) : ranges;
    }

    public static string Write(IReadOnlyList<(int Low, int High)> ranges, bool isNegated)
    {
        List<string> units = [];
        List<string> pairs = [];
        foreach ((int low, int high) in isNegated ? Complement(ranges) : ranges)
        {
            AddUnits(units, low, Math.Min(high, 0xD7FF));
            AddUnits(units, Math.Max(low, 0xE000), Math.Min(high, char.MaxValue));
            AddPairs(pairs, Math.Max(low, char.MaxValue + 1), high);
        }

        string[] parts = [.. units.Count > 0 ? [$"[{string.Concat(units)}]"] : Array.Empty<string>(), .. pairs];
        return parts.Length switch
        {
            0 => "(?!)",
            1 => parts[0].StartsWith('[') && pairs.Count == 0 ? parts[0] : $"(?:{parts[0]})",
            _ => $"(?:{string.Join('|', parts)})",
        };
    }

    private static IEnumerable<(int Low, int High)> Complement(IEnumerable<(int Low, int High)> ranges)
    {
        int next = 0;
        foreach ((int low, int high) in ranges.OrderBy(range => range.Low))
        {
            if (low > next)
            {
                yield return (next, low - 1);
            }

            next = Math.Max(next, high + 1);
        }

        if (next <= Last)
        {
            yield return (next, Last);
        }
    }

    private static void AddUnits(List<string> units, int low, int high)
    {
        if (low <= high)
        {
            units.Add(low == high ? Unit(low) : $"{Unit(low)}-{Unit(high)}");
        }
    }

    // By leading surrogate: the first and the last one may be partly in the range, those between are whole.
    private static void AddPairs(List<string> pairs, int low, int high)
    {
        while (low <= high)
        {
            int lead = Lead(low);
            int until = Math.Min(high, Start(lead + 1) - 1);
            if (low == Start(lead) && Lead(high) > lead)
            {
                int lastWhole = high == Start(Lead(high) + 1) - 1 ? Lead(high) : Lead(high) - 1;
                pairs.Add($"[{Unit(lead)}-{Unit(lastWhole)}]{@"[\uDC00-\uDFFF]"}");
                low = Start(lastWhole + 1);
                continue;
            }

            pairs.Add($"{Unit(lead)}[{Unit(Trail(low))}-{Unit(Trail(until))}]");
            low = until + 1;
        }
    }

    private static int Lead(int codePoint) => 0xD800 + ((codePoint - 0x10000) >> 10);

    private static int Trail(int codePoint) => 0xDC00 + ((codePoint - 0x10000) & 0x3FF);

    private static int Start(int lead) => 0x10000 + ((lead - 0xD800) << 10);

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
}
