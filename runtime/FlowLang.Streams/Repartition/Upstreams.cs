using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FlowLang.Streams;

/// <summary>
/// What a lane knows of the partitions that rows of a partition of a repartition topic came from: a row is late by the watermark of its
/// own.
/// </summary>
internal sealed class Upstreams
{
    private readonly Func<ImmutableArray<long>, LanePartition> _own;
    private readonly Dictionary<(int Feed, int Partition), Upstream> _known = [];
    private (int Feed, int Partition) _last = (-1, -1);
    private Upstream? _lastKnown;
    private ImmutableArray<long> _announced;

    /// <param name="marks">As of the last commit.</param>
    /// <param name="own">Makes what the rows of one of them see as their partition, with what was announced.</param>
    /// <param name="announced">As partitions have it.</param>
    public Upstreams(ImmutableArray<UpstreamMark> marks, Func<ImmutableArray<long>, LanePartition> own, ImmutableArray<long> announced)
    {
        (_own, _announced) = (own, announced);
        foreach ((int feed, FeedMark mark) in marks)
        {
            At(feed, mark.Partition).Tell(mark.Partitions, mark.Watermark, mark.IsIdle);
        }
    }

    public ImmutableArray<UpstreamMark> Marks => [.. _known.Select(k => new UpstreamMark(k.Key.Feed, k.Value.MarkOf(k.Key.Partition)))];

    /// <summary>Takes what a batch tells, and gives its rows by their cuts.</summary>
    public SortedDictionary<int, List<int>> Take(RecordBatch batch)
    {
        SortedDictionary<int, List<int>> cuts = [];
        for (int i = 0; i < batch.Count; i++)
        {
            if (!RepartitionStamp.TryRead(batch.Key(i), out RepartitionStamp stamp))
            {
                continue; // somebody else's
            }

            if (!stamp.IsRow)
            {
                // The watermark of a row is its own: behind it can come rows of another cut that were there before.
                At(stamp.Feed, stamp.Partition).Tell(stamp.Partitions, stamp.Watermark, stamp.Cut == RepartitionStamp.IdleWord);
                continue;
            }

            if (!cuts.TryGetValue(stamp.Cut, out List<int>? rows))
            {
                cuts.Add(stamp.Cut, rows = []);
            }

            rows.Add(i);
        }

        return cuts;
    }

    /// <summary>The partition of a row, with the watermark that it had there.</summary>
    public LanePartition Of(in RepartitionStamp stamp)
    {
        LanePartition own = At(stamp.Feed, stamp.Partition).Own;
        own.Watermark = stamp.Watermark;
        return own;
    }

    public void Announce(ImmutableArray<long> announced)
    {
        _announced = announced;
        foreach (Upstream upstream in _known.Values)
        {
            upstream.Own.Announced = announced;
        }
    }

    private Upstream At(int feed, int partition)
    {
        if (_lastKnown is not null && _last == (feed, partition))
        {
            return _lastKnown;
        }

        ref Upstream? upstream = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, (feed, partition), out _);
        if (upstream is null)
        {
            upstream = new Upstream(_own(_announced));
        }

        _last = (feed, partition);
        return _lastKnown = upstream;
    }

    private sealed class Upstream(LanePartition own)
    {
        public LanePartition Own => own;

        public int Partitions { get; private set; }

        public long Watermark { get; private set; } = EventTime.None;

        public bool IsIdle { get; private set; }

        public FeedMark MarkOf(int partition) => new(partition, Partitions, Watermark, IsIdle);

        public void Tell(int partitions, long watermark, bool isIdle)
        {
            Partitions = Math.Max(Partitions, partitions);
            Watermark = Math.Max(Watermark, watermark);
            IsIdle = isIdle;
        }
    }
}
