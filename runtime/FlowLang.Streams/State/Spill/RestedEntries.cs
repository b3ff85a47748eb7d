namespace FlowLang.Streams;

/// <summary>How many entries changed last in which round, to find those that rest longest.</summary>
internal sealed class RestedEntries
{
    private readonly SortedDictionary<int, int> _entries = [];
    private int _count;

    public void Add(int round)
    {
        _entries[round] = _entries.GetValueOrDefault(round) + 1;
        _count++;
    }

    /// <summary>The round of which, and of those before it, at least half of the entries are.</summary>
    public int Half()
    {
        int count = 0;
        foreach ((int round, int of) in _entries)
        {
            count += of;
            if (count >= _count - (_count / 2))
            {
                return round;
            }
        }

        return 0;
    }
}
