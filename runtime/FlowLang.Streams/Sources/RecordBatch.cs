namespace FlowLang.Streams;

/// <summary>Records of one partition in order of their offsets; bytes are valid until it is disposed.</summary>
public abstract class RecordBatch : IDisposable
{
    public abstract StreamPartition Partition { get; }

    public abstract int Count { get; }

    /// <summary>The offset after the last one, also over records that readers do not see (aborted, markers).</summary>
    public abstract long NextOffset { get; }

    /// <summary>Ascending, not always without gaps.</summary>
    public abstract long Offset(int index);

    /// <summary>The record's own time, in milliseconds since 1970.</summary>
    public abstract long Timestamp(int index);

    /// <summary>Empty where it has none.</summary>
    public abstract ReadOnlySpan<byte> Key(int index);

    /// <summary>Empty for a tombstone, too.</summary>
    public abstract ReadOnlySpan<byte> Value(int index);

    /// <summary>A record without a value.</summary>
    public abstract bool IsTombstone(int index);

    /// <summary>What the partition's watermark is raised to behind the records; null where their event times alone raise it.</summary>
    public virtual long? Watermark => null;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
