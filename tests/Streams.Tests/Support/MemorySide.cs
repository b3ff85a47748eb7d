using System.Collections.Immutable;
using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

internal sealed class MemorySide : ISideOutput
{
    public string Name => "side";

    public int Count { get; private set; }

    public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

    public Task WriteAsync(StreamRows rows, CancellationToken cancel)
    {
        Count += rows.Count;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class MemoryLetters : IDeadLetterOutput
{
    public string Name => "letters";

    public List<DeadLetter> Letters { get; } = [];

    public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

    public Task WriteAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancel)
    {
        Letters.AddRange(letters);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
