namespace FlowLang.Streams;

/// <summary>
/// Rows that wait until the watermark has passed their time: the earliest leaves first, and of one time the one that came first. Where
/// memory has no room for them, those that have longest to wait lie on disk.
/// </summary>
internal sealed partial class WaitingRows<TKey, TLeft, TRight, TForm>
    where TKey : struct, IEquatable<TKey>
    where TLeft : struct
    where TRight : struct
    where TForm : struct, IJoinForm<TKey, TLeft, TRight>
{
    private readonly PriorityQueue<JoinRow<TKey, TLeft>, (long Time, long Number)> _rows = new();

    // Up to which number rows of a key and time have left.
    private readonly Dictionary<(TKey Key, long Time), long> _left = [];
    private long _number;

    /// <summary>Rows in memory.</summary>
    public int Count => _rows.Count;

    public void Add(in JoinRow<TKey, TLeft> row) => _rows.Enqueue(row, (row.Time, ++_number));

    /// <summary>The rows of a key and time that were added so far have left in an earlier life.</summary>
    public void Leave(in TKey key, long time) => _left[(key, time)] = _number;

    /// <summary>The next row in memory whose time is before this one.</summary>
    public bool TryTake(long before, out JoinRow<TKey, TLeft> row)
    {
        while (_rows.TryPeek(out row, out (long Time, long Number) place) && place.Time < before)
        {
            _rows.Dequeue();
            if (!HasLeft(in row, place.Number))
            {
                return true;
            }
        }

        if (_rows.Count == 0 && Spilled == 0)
        {
            _left.Clear();
        }

        return false;
    }

    /// <summary>All rows in memory, and those on disk whose keys are in these groups.</summary>
    public void Visit(ulong groups, Action<JoinRow<TKey, TLeft>> visitor)
    {
        foreach ((JoinRow<TKey, TLeft> row, (long _, long number)) in _rows.UnorderedItems)
        {
            if (!HasLeft(in row, number))
            {
                visitor(row);
            }
        }

        VisitSpilled(groups, visitor);
    }

    private bool HasLeft(in JoinRow<TKey, TLeft> row, long number) =>
        _left.Count > 0 && _left.TryGetValue((row.Key, row.Time), out long last) && number <= last;
}
