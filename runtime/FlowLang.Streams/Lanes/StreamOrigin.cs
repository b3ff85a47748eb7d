using FlowLang.Values.Rows;

namespace FlowLang.Streams;

/// <summary>Where a row came from, handed along with it: a record in a lane, or an operator in a round.</summary>
public readonly ref struct StreamOrigin
{
    private readonly LaneAccount _account;
    private readonly RecordBatch? _batch;
    private readonly LanePartition? _partition;
    private readonly int _index;
    private readonly long _closed;

    /// <param name="time">The record's event time or, where its stream has none, its own.</param>
    public StreamOrigin(LaneAccount account, RecordBatch batch, int index, LanePartition partition, long time)
    {
        (_account, _batch, _index, _partition, Time) = (account, batch, index, partition, time);
    }

    private StreamOrigin(LaneAccount account, long closed, long time)
    {
        (_account, _closed, Time) = (account, closed, time);
    }

    public long Time { get; }

    /// <summary>The row's time or, where it is late, the watermark that has passed it: what was before that is settled.</summary>
    public long Settled => Math.Max(Time, _partition is { } partition ? Math.Max(partition.Watermark, partition.Announced) : _closed);

    /// <summary>A row that an operator gives in a round.</summary>
    /// <param name="closed">The watermark of the round before.</param>
    public static StreamOrigin OfRound(LaneAccount account, long closed) => new(account, closed, closed);

    /// <summary>A row with an event time of its own that an operator gives in a round.</summary>
    /// <param name="closed">The watermark of the round before.</param>
    public static StreamOrigin OfRound(LaneAccount account, long closed, long time) => new(account, closed, time);

    /// <summary>What the steps of a route tell of rows that leave.</summary>
    public RowExits Exits(int route) => _account.Exits[route].Rows;

    public void Leave(int route, int site) =>
        _account.Exits[route].Leave(site, _partition?.Partition, _batch?.Offset(_index) ?? 0);

    public void Late(int route) => _account.Exits[route].CountLate();

    /// <summary>Whether a window that is kept until <paramref name="end"/> takes this row no more.</summary>
    public bool IsLate(long end) => _partition is { } partition ? partition.IsLate(end) : end <= _closed;
}
