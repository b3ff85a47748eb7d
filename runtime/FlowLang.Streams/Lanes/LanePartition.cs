using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>What a lane knows of a partition that it owns.</summary>
public sealed class LanePartition
{
    private readonly long _lag;
    private ImmutableArray<long> _announced = [];

    internal LanePartition(int input, PartitionProgress? progress, StreamPartition partition, TimeSpan lag)
    {
        (Input, Partition, _lag) = (input, partition, EventTime.Of(lag));
        Watermark = progress?.Watermark ?? EventTime.None;
        NextOffset = progress?.NextOffset;
    }

    public StreamPartition Partition { get; }

    /// <summary>Below it no more events are waited for; <see cref="EventTime.None"/> before the first.</summary>
    public long Watermark { get; internal set; }

    /// <summary>
    /// Of each route: what is below was closed there already, by a watermark that did not wait for this partition.
    /// </summary>
    public required ImmutableArray<long> Announced
    {
        get => _announced;
        set
        {
            _announced = value;
            Upstreams?.Announce(value);
        }
    }

    /// <summary>Of a repartition topic: the partitions that its rows came from.</summary>
    internal Upstreams? Upstreams { get; init; }

    internal int Input { get; }

    internal long? NextOffset { get; set; }

    internal bool HasEnded { get; set; }

    /// <summary>The clock when its last records came.</summary>
    internal long Arrived { get; set; }

    /// <summary>The latest event time that is taken, for this batch.</summary>
    internal long Latest { get; set; } = EventTime.End;

    /// <summary>Takes an event's time; false where it is too far ahead of the clock to be true.</summary>
    public bool Advance(long time)
    {
        if (time > Latest)
        {
            return false;
        }

        long mark = time - _lag;
        if (mark > Watermark)
        {
            Watermark = mark;
        }

        return true;
    }

    /// <summary>The partition that a row of a repartition topic came from, with the watermark that it had there.</summary>
    /// <param name="time">The row's.</param>
    public LanePartition Carried(RecordBatch batch, int index, out long time)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RepartitionStamp.TryRead(batch.Key(index), out RepartitionStamp stamp);
        time = stamp.Time;
        return Upstreams?.Of(in stamp) ?? this;
    }

    /// <summary>What a route keeps until then takes no more of its rows.</summary>
    internal long Mark(int route) => Math.Max(Watermark, _announced[route]);

    /// <summary>Whether a window that a route keeps until <paramref name="end"/> takes no more rows of this partition.</summary>
    public bool IsLate(int route, long end) => end <= Watermark || end <= _announced[route];
}
