using System.Collections.Immutable;
using FlowLang.Streams;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>
/// A folder for rows that are not of a store's transaction: rejects, late ones and dead letters of a pipeline whose rows go elsewhere. It
/// has staged rows and a ledger of its own; each write is a commit there, on disk when it returns.
/// </summary>
public sealed class FolderOutput(FilesConnection connection, FileTarget target) : ISideOutput, IDeadLetterOutput
{
    private readonly FileStreamStore _store = new(connection, [target]) { Part = target.Name };
    private long _writes;

    public string Name => target.NameIn(connection);

    // No state is kept here, so that no program's is another's.
    private static StateSignature Signature { get; } = new([]);

    public Task<string> LookAsync(StreamRun run, CancellationToken cancel) => Task.FromResult(_store.LookAtPart(run, Signature));

    public Task OpenAsync(StreamRun run, CancellationToken cancel) => _store.OpenAsync(run, Signature, cancel);

    public Task WriteAsync(StreamRows rows, CancellationToken cancel) =>
        _store.CommitAsync(new StreamCommit(++_writes, [], [rows], []), cancel);

    public Task WriteAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancel) =>
        WriteAsync(new DeadLetterRows(letters), cancel);

    public Task CompleteAsync(CancellationToken cancel) => _store.ReleaseAsync([], cancel);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
