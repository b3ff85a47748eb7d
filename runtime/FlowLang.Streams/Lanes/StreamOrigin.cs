using FlowLang.Values.Rows;

namespace FlowLang.Streams;

/// <summary>Where a row came from, handed along with it: a record in a lane, or an operator in a round.</summary>
public readonly ref struct StreamOrigin
{
    private readonly LaneAccount _account;
    private readonly RecordBatch? _batch;
    private readonly LanePartition? _partition;
    private readonly long _at;
    private readonly long _closed;

    /// <param name="time">The record's event time or, where its stream has none, its own.</param>
    public StreamOrigin(LaneAccount account, RecordBatch batch, int index, LanePartition partition, long time)
    {
        (_account, _batch, _at, _partition, Time) = (account, batch, index, partition, time);
    }

    private StreamOrigin(LaneAccount account, long closed, long time)
    {
        (_account, _closed, Time) = (account, closed, time);
    }

    private StreamOrigin(LaneAccount account, in RowOrigin row)
    {
        (_account, _partition, _at, _closed, Time) = (account, row.Partition, row.Offset, row.Mark, row.Time);
    }

    public long Time { get; }

    private long Offset => _batch?.Offset((int)_at) ?? _at;

    /// <summary>A row that an operator gives in a round.</summary>
    /// <param name="closed">The watermark of the round before.</param>
    public static StreamOrigin OfRound(LaneAccount account, long closed) => new(account, closed, closed);

    /// <summary>A row with an event time of its own that an operator gives in a round.</summary>
    /// <param name="closed">The watermark of the round before.</param>
    public static StreamOrigin OfRound(LaneAccount account, long closed, long time) => new(account, closed, time);

    /// <summary>A row that waited for the round: it is late where it would have been when it came.</summary>
    public static StreamOrigin Of(in RowOrigin row, LaneAccount account) => new(account, in row);

    /// <summary>What the steps of a route tell of rows that leave.</summary>
    public RowExits Exits(int route) => _account.Exits[route].Rows;

    /// <summary>The rows of a table that is read again by a timer, as the row's round has them.</summary>
    public TRows Table<TRows>(int number)
        where TRows : class, ITableRows => (TRows)_account.Tables[number];

    public void Leave(int route, int site) =>
        _account.Exits[route].Leave(site, _partition?.Partition, Offset);

    public void Late(int route) => _account.Exits[route].CountLate();

    /// <summary>Whether a window that a route keeps until <paramref name="end"/> takes this row no more.</summary>
    public bool IsLate(int route, long end) =>
        _batch is not null && _partition is { } partition ? partition.IsLate(route, end) : end <= _closed;

    /// <summary>What of it goes along with a row that waits for the round of a route.</summary>
    public RowOrigin OfRow(int route) => new(Time, Mark(route), _partition, Offset);

    /// <summary>The row's time or, where it is late, the watermark of a route that has passed it: what was before is settled.</summary>
    public long Settled(int route) => Math.Max(Time, Mark(route));

    private long Mark(int route) => _batch is null ? _closed : _partition?.Mark(route) ?? EventTime.None;
}
