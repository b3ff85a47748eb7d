using System.Collections.Immutable;
using FlowLang.Streams;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>A folder of a store beside its targets. What it is given waits for the round's commit: so each row is there once.</summary>
internal sealed class FileOutput(FilesConnection connection, FileTarget target) : ISideOutput, IDeadLetterOutput
{
    private readonly List<StreamRows> _waiting = [];

    public FileTarget Target => target;

    public string Name => target.NameIn(connection);

    public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

    public Task<string> LookAsync(StreamRun run, CancellationToken cancel) => Task.FromResult(FileLook.At(connection, target));

    public Task WriteAsync(StreamRows rows, CancellationToken cancel)
    {
        _waiting.Add(rows);
        return Task.CompletedTask;
    }

    public Task WriteAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancel) =>
        WriteAsync(new DeadLetterRows(letters), cancel);

    /// <summary>What came since the last commit.</summary>
    public IReadOnlyList<StreamRows> Take()
    {
        StreamRows[] taken = [.. _waiting];
        _waiting.Clear();
        return taken;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
