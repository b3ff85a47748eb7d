using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>What a source gave a run: its rows and bytes where they are known, and the files it read.</summary>
public sealed record SourceReport(string Relation, string Source, long? Rows, long? Bytes, int Files)
{
    /// <summary>Of them, those that came from a server.</summary>
    public ImmutableArray<SourceFile> Downloads { get; init; } = [];

    /// <summary>Of a stream: records that could not be processed and went to the dead letters.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Of a table that a stream reads again by a timer; else null.</summary>
    public ReloadReport? Reload { get; init; }
}
