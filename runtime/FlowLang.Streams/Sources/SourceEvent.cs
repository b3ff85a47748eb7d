using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>What a source tells when it is asked.</summary>
public abstract record SourceEvent
{
    private SourceEvent()
    {
    }

    /// <summary>Records to process; who takes them disposes them.</summary>
    public sealed record Arrived(RecordBatch Batch) : SourceEvent;

    /// <summary>
    /// This instance is to own these partitions: nothing of them arrives before <see cref="IStreamSource.Start"/> says from where.
    /// </summary>
    public sealed record Assigned(ImmutableArray<StreamPartition> Partitions) : SourceEvent;

    /// <summary>
    /// Another instance will own them. What of them arrived is committed, if there is time, before the next poll; nothing of it after.
    /// </summary>
    /// <param name="IsLost">They are another's already: nothing of them may be committed.</param>
    public sealed record Revoked(ImmutableArray<StreamPartition> Partitions, bool IsLost) : SourceEvent;

    /// <summary>All that was there when the source was opened has arrived from this partition.</summary>
    public sealed record ReachedEnd(StreamPartition Partition) : SourceEvent;
}
