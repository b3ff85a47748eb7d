namespace FlowLang.Streams;

/// <summary>
/// The watermark of a whole pipeline: the lowest of all partitions that are not idle, or the highest where all are, so that it does not
/// depend on which of them fell idle last. It never falls.
/// </summary>
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
        long highest = EventTime.None;
        foreach (PartitionState partition in partitions)
        {
            highest = Math.Max(highest, partition.Watermark);
            if (!IsIdle(partition))
            {
                lowest = Math.Min(lowest ?? EventTime.End, partition.Watermark);
            }
        }

        return Current = Math.Max(Current, lowest ?? highest);
    }
}
