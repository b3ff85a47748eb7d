using System.Runtime.InteropServices;

namespace FlowLang.Streams;

/// <summary>Rows of one key and one side of a join, in the order of their event times.</summary>
internal sealed class TimedRows<TRow>
    where TRow : struct
{
    private readonly List<Timed> _rows = [];

    public Span<Timed> All => CollectionsMarshal.AsSpan(_rows);

    /// <summary>Adds a row behind those of its time. Most come in order.</summary>
    public void Add(in Timed row)
    {
        int at = _rows.Count;
        while (at > 0 && _rows[at - 1].Time > row.Time)
        {
            at--;
        }

        _rows.Insert(at, row);
    }

    /// <summary>The rows of a span of time, both ends included.</summary>
    public Span<Timed> Between(long first, long last)
    {
        int from = Before(first);
        int to = from;
        while (to < _rows.Count && _rows[to].Time <= last)
        {
            to++;
        }

        return All[from..to];
    }

    /// <summary>How many rows are of an earlier time.</summary>
    public int Before(long time)
    {
        (int low, int high) = (0, _rows.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _rows[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public void RemoveFirst(int count) => _rows.RemoveRange(0, count);

    public void Clear() => _rows.Clear();

    public struct Timed
    {
        public long Time;

        /// <summary>Of the table: tells rows apart that are the same.</summary>
        public long Id;

        /// <summary>It found a partner.</summary>
        public bool IsMatched;

        public TRow Row;
    }
}
