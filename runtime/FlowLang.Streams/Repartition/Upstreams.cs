using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FlowLang.Streams;

/// <summary>
/// What a lane knows of the partitions that rows of a partition of a repartition topic came from. Their watermarks make the
/// one there; a row is late by that of its own.
/// </summary>
internal sealed class Upstreams
{
    private readonly int _feeds;
    private readonly Func<LanePartition> _own;
    private readonly Dictionary<(int Feed, int Partition), Upstream> _known = [];
    private (int Feed, int Partition) _last = (-1, -1);
    private Upstream? _lastKnown;
    private long _announced = EventTime.None;

    /// <param name="feeds">Streams that have to be heard of.</param>
    /// <param name="marks">As of the last commit.</param>
    /// <param name="own">Makes what the rows of one of them see as their partition.</param>
    public Upstreams(int feeds, ImmutableArray<UpstreamMark> marks, Func<LanePartition> own)
    {
        (_feeds, _own) = (feeds, own);
        foreach ((int feed, FeedMark mark) in marks)
        {
            At(feed, mark.Partition).Tell(mark.Partitions, mark.Watermark, mark.IsIdle);
        }
    }

    public ImmutableArray<UpstreamMark> Marks => [.. _known.Select(k => new UpstreamMark(k.Key.Feed, k.Value.MarkOf(k.Key.Partition)))];

    /// <summary>The lowest of those that are not idle, or the highest where all are; null while one was not heard of.</summary>
    public long? Watermark
    {
        get
        {
            Span<(int Known, int Partitions)> heard = _feeds <= 64 ? stackalloc (int, int)[_feeds] : new (int, int)[_feeds];
            long? lowest = null;
            long? highest = null;
            foreach (((int feed, _), Upstream upstream) in _known)
            {
                if ((uint)feed < (uint)_feeds)
                {
                    heard[feed] = (heard[feed].Known + 1, Math.Max(heard[feed].Partitions, upstream.Partitions));
                }

                highest = highest > upstream.Watermark ? highest : upstream.Watermark;
                lowest = upstream.IsIdle || lowest < upstream.Watermark ? lowest : upstream.Watermark;
            }

            foreach ((int known, int partitions) in heard)
            {
                if (partitions == 0 || known < partitions)
                {
                    return null;
                }
            }

            return lowest ?? highest;
        }
    }

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

    public void Announce(long announced)
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
            upstream = new Upstream(_own());
            upstream.Own.Announced = _announced;
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
