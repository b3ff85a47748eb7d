using System.Collections.Immutable;

namespace FlowLang.Driver.Locking;

/// <param name="Schemas">What `flow.lock` is to hold.</param>
/// <param name="Entries">What came of each source and sink, in the order of the program.</param>
public sealed record LockResult(LockedSchemas Schemas, ImmutableArray<LockEntry> Entries)
{
    public bool IsCompatible => Entries.All(e => e.State != LockState.Incompatible);
}
