using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>A partition that the group gave to this member.</summary>
internal sealed class OwnedPartition(StreamPartition partition)
{
    public StreamPartition Partition => partition;

    /// <summary>Null until it is started.</summary>
    public long? Next { get; set; }

    /// <summary>Where it ended when the source was opened.</summary>
    public long End { get; set; }

    /// <summary>Nobody takes its batches.</summary>
    public bool IsPaused { get; set; }

    /// <summary>What arrives of it stays with librdkafka.</summary>
    public bool IsHeld { get; set; }

    public bool HasReachedEnd { get; set; }

    /// <summary>Batches that came before it was paused, or before somebody asked.</summary>
    public Queue<TopicBatch> Batches { get; } = [];

    /// <summary>The batch that is being filled.</summary>
    public TopicBatch? Filling { get; set; }

    public void Drop()
    {
        Filling?.Dispose();
        Filling = null;
        while (Batches.TryDequeue(out TopicBatch? batch))
        {
            batch.Dispose();
        }
    }
}
