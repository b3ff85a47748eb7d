namespace FlowLang.Streams;

/// <summary>What becomes of an entry that is looked at.</summary>
public enum SpillVerdict
{
    /// <summary>It stays.</summary>
    Keep,

    /// <summary>It is dropped.</summary>
    Drop,

    /// <summary>It stays, and those behind it are not looked at.</summary>
    Stop,
}

/// <summary>Looks at an entry.</summary>
public delegate SpillVerdict SpillVisitor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

/// <summary>
/// Entries of state that memory has no room for, by the bytes of their keys. They are worth nothing behind the life of the pipeline: the
/// next one begins with what the target's transactions kept. One thread at a time calls it. All members throw
/// <see cref="FlowLang.Runtime.FlowException"/> (RT4114) where the disk is full or fails.
/// </summary>
public interface ISpillStore : IDisposable
{
    /// <summary>Keeps an entry, in place of the one that there may be of its key.</summary>
    void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Takes an entry out; false where there is none.</summary>
    /// <param name="value">What it is, until the next call.</param>
    bool TryTake(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value);

    /// <summary>Looks at the entries whose keys begin so, in the order of their bytes.</summary>
    /// <param name="from">The first key that is looked at; it has the prefix.</param>
    void Visit(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> from, SpillVisitor visitor);
}
