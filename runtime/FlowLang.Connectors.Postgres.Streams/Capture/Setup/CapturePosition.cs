namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>How far changes are known to be taken: everything that was committed before <paramref name="Lsn"/>.</summary>
/// <param name="Lsn">The end of a commit; null while the snapshot is not finished.</param>
/// <param name="Number">How many changes that were, counted from the first: the next one has this number.</param>
/// <param name="Rest">What of an interrupted snapshot is still to be read beside the log.</param>
internal readonly record struct CapturePosition(ulong? Lsn, long Number, SnapshotRest? Rest = null)
{
    /// <summary>A change of a key gives three records of one number: a delete, a tombstone and an insert.</summary>
    public const int RecordsOfChange = 4;

    public long Offset => Number * RecordsOfChange;
}
