namespace FlowLang.Streams;

/// <summary>The watermark of a whole pipeline: the lowest of all partitions that are not idle. It never falls.</summary>
internal sealed class Watermarks(StreamTopology topology, TimeProvider time)
{
    /// <summary>As of the last round.</summary>
    public long Current { get; private set; } = EventTime.None;

    /// <summary>Whether nobody waits for a partition.</summary>
    public bool IsIdle(PartitionState partition) =>
        topology.Inputs[partition.Input].Idle is { } idle && time.GetElapsedTime(partition.Arrived) >= idle;

    public long Advance(IEnumerable<PartitionState> partitions)
    {
        long? lowest = null;
        foreach (PartitionState partition in partitions)
        {
            if (!IsIdle(partition))
            {
                lowest = Math.Min(lowest ?? EventTime.End, partition.Watermark);
            }
        }

        return Current = Math.Max(Current, lowest ?? EventTime.None);
    }
}
