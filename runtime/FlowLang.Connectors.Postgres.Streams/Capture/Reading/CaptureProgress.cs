namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Which commits of the log are behind what was taken: the feed adds the ends of transactions as it passes them, the reader of its records
/// says how far they are safe, and the position between the two is what the slot may be told.
/// </summary>
internal sealed class CaptureProgress
{
    private readonly Lock _gate = new();
    private readonly Queue<CapturePosition> _passed = [];
    private CapturePosition _safe;
    private long[] _taken = [];

    /// <param name="position">Where this life began.</param>
    /// <param name="taken">Of each table the first offset that is not safe elsewhere, by the table's number.</param>
    public void Start(CapturePosition position, long[] taken)
    {
        lock (_gate)
        {
            (_safe, _taken) = (position, [.. taken]);
        }
    }

    /// <summary>All before is complete: a transaction ended, the snapshot did, or a heartbeat came.</summary>
    public void Pass(CapturePosition position)
    {
        lock (_gate)
        {
            if (_passed.Count == 0 && position.Offset <= _taken.Min())
            {
                _safe = position;
            }
            else
            {
                _passed.Enqueue(position);
            }
        }
    }

    /// <summary>Every record of a table before the offset is where it belongs.</summary>
    public void Take(int table, long nextOffset)
    {
        lock (_gate)
        {
            _taken[table] = Math.Max(_taken[table], nextOffset);
            long all = _taken.Min();
            while (_passed.TryPeek(out CapturePosition position) && position.Offset <= all)
            {
                _safe = _passed.Dequeue();
            }
        }
    }

    public CapturePosition Safe
    {
        get
        {
            lock (_gate)
            {
                return _safe;
            }
        }
    }
}
