namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Some rows of a table in the order of its key, as they were for a reader.</summary>
/// <param name="Mark">Stands in the log behind all that the reader saw.</param>
/// <param name="Lines">Of COPY.</param>
/// <param name="Rest">What is to be read after it; null when it is the last.</param>
internal sealed record SnapshotChunk(
    string Mark, CapturedTable Table, VisibleTransactions Seen, IReadOnlyList<byte[]> Lines, SnapshotRest? Rest)
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when its rows are where changes go.</summary>
    public Task Taken => _taken.Task;

    public void Take() => _taken.TrySetResult();
}
