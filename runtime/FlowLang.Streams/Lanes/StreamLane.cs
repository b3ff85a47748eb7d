namespace FlowLang.Streams;

/// <summary>
/// A thread's part of a pipeline: decodes records, runs the row-wise steps and collects. It knows its partitions and nothing of other
/// lanes; the generated subclass is a loop over a batch for each input.
/// </summary>
public abstract class StreamLane
{
    public abstract LaneCollection Collected { get; }

    /// <summary>Processes all records of a batch.</summary>
    /// <param name="input">Which stream, from 0.</param>
    public abstract void Process(int input, RecordBatch batch, LanePartition partition);

    /// <summary>Gives what was collected, and goes on into a new collection.</summary>
    public abstract LaneCollection Take(LaneAccount next);
}
