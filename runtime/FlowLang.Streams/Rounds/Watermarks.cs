using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>
/// The watermark of each route: the lowest of all partitions of its streams that are not idle, or the highest where all are, so that it
/// does not depend on which of them fell idle last. It never falls.
/// </summary>
internal sealed class Watermarks(StreamTopology topology, TimeProvider time)
{
    /// <summary>Whether nobody waits for a partition.</summary>
    public bool IsIdle(PartitionState partition) =>
        topology.Inputs[partition.Input].Idle is { } idle && time.GetElapsedTime(partition.Arrived) >= idle;

    /// <param name="known">As of the last round.</param>
    public ImmutableArray<long> Advance(ImmutableArray<long> known, IReadOnlyCollection<PartitionState> partitions) =>
        [.. topology.Routes.Zip(known, (route, last) => Math.Max(last, Of(route, partitions)))];

    private long Of(StreamRoute route, IEnumerable<PartitionState> partitions)
    {
        if (topology.Carried is { } carried)
        {
            return carried.Upstreams.Watermark(route.IsOf) ?? EventTime.None;
        }

        long? lowest = null;
        long highest = EventTime.None;
        foreach (PartitionState partition in partitions.Where(p => route.IsOf(p.Input)))
        {
            highest = Math.Max(highest, partition.Watermark);
            if (!IsIdle(partition))
            {
                lowest = Math.Min(lowest ?? EventTime.End, partition.Watermark);
            }
        }

        return lowest ?? highest;
    }
}
