using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>State of one operator: read at the start, changed in rounds, told to the store with each.</summary>
public abstract class StateTable
{
    public abstract OperatorSignature Signature { get; }

    /// <summary>Entries that are held in memory.</summary>
    public abstract int Count { get; }

    /// <summary>About how many bytes of memory they take.</summary>
    public abstract long Bytes { get; }

    /// <summary>The watermark by which windows were closed last.</summary>
    public virtual long Closed => EventTime.None;

    /// <summary>Takes entries that an earlier life wrote, in their order.</summary>
    public abstract void Restore(StateChange change);

    /// <summary>All entries of an earlier life are there.</summary>
    public abstract void Restored();

    /// <summary>What changed since it was asked last.</summary>
    public abstract void Changes(ImmutableArray<StateChange>.Builder into);
}
