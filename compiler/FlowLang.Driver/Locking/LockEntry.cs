using System.Collections.Immutable;

namespace FlowLang.Driver.Locking;

public enum LockState
{
    /// <summary>Found, as it was locked before.</summary>
    Unchanged,

    /// <summary>Found, and not locked before.</summary>
    Added,

    /// <summary>Found, and not as it was locked before.</summary>
    Changed,

    /// <summary>The program's own type does not fit what is live.</summary>
    Incompatible,

    /// <summary>Not reached; what was locked before stays.</summary>
    Skipped,
}

/// <summary>What came of one source or sink.</summary>
/// <param name="Name">The source's name, or the sink as the program names it.</param>
/// <param name="Notes">Differences, column by column, or why it was skipped.</param>
public sealed record LockEntry(string Name, string From, LockState State, ImmutableArray<string> Notes);
