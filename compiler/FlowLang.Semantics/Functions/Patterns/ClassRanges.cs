namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>The code points of a class as ranges.</summary>
internal sealed class ClassRanges
{
    private const int Last = 0x10FFFF;

    private static readonly Dictionary<char, (int, int)[]> Named = new()
    {
        ['d'] = [('0', '9')],
        ['w'] = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
        ['s'] = [('\t', '\n'), ('\f', '\r'), (' ', ' ')],
    };

    private readonly List<(int Low, int High)> _ranges = [];

    public void Add(int low, int high) => _ranges.Add((low, high));

    /// <summary>`\d`, `\w`, `\s`, or what they leave out in capitals. U+0000 is in no text.</summary>
    public void AddNamed(char name)
    {
        (int Low, int High)[] ranges = Named[char.ToLowerInvariant(name)];
        if (char.IsAsciiLetterLower(name))
        {
            _ranges.AddRange(ranges);
            return;
        }

        int next = 1;
        foreach ((int low, int high) in ranges)
        {
            if (low > next)
            {
                Add(next, low - 1);
            }

            next = high + 1;
        }

        Add(next, Last);
    }

    public IEnumerable<(int Low, int High)> Merged()
    {
        List<(int Low, int High)> merged = [];
        foreach ((int low, int high) in _ranges.OrderBy(r => r.Low))
        {
            if (merged.Count > 0 && low <= merged[^1].High + 1)
            {
                merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, high));
            }
            else
            {
                merged.Add((low, high));
            }
        }

        return merged;
    }
}
