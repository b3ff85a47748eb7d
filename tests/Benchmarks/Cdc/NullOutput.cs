using FlowLang.Streams;

namespace FlowLang.Benchmarks.Cdc;

/// <summary>Acknowledges at once.</summary>
internal sealed class NullOutput : IRecordOutput
{
    public string Name => "nothing";

    public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

    public Task WriteAsync(RecordBatch batch, CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
