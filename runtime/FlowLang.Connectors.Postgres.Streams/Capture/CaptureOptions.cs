using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>What <c>pg.cdc("schema.table") { … }</c> says: which changes are read, through which slot.</summary>
public sealed record CaptureOptions
{
    /// <summary>Made for <see cref="Tables"/> where it is missing and the user may.</summary>
    public required string Publication { get; init; }

    /// <summary>Made on the first run. It is this pipeline's alone.</summary>
    public required string Slot { get; init; }

    public CaptureSnapshot Snapshot { get; init; } = CaptureSnapshot.Initial;

    /// <summary>What else the publication has is passed over.</summary>
    public required ImmutableArray<CaptureTable> Tables { get; init; }

    /// <summary>A record without a value follows each delete, so that a compacted topic forgets the key.</summary>
    public bool Tombstones { get; init; } = true;

    /// <summary>How often the log is written to, so that the slot moves on where nothing that is captured changes.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether whoever takes the rows can take those of an interrupted snapshot again: it finds them by their key, or has promised no
    /// more than at least once.
    /// </summary>
    public bool MayRepeatSnapshot { get; init; }
}

/// <summary>Whether the rows that are there already come first.</summary>
public enum CaptureSnapshot
{
    Initial,
    Never,
}

/// <param name="Name">As of <see cref="PostgresConnection.Table"/>.</param>
/// <param name="Columns">What the program was compiled for; empty for all, whatever they are.</param>
public sealed record CaptureTable(string Name, ImmutableArray<Column> Columns);
