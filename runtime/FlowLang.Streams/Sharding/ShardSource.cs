using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>
/// One partition of a source that several engines share: what arrives is handed in by the thread that polls the source, and what the engine
/// asks of the source is done by that thread.
/// </summary>
/// <param name="shared">The source.</param>
/// <param name="partition">The partition.</param>
/// <param name="ask">Has something done between two polls.</param>
internal sealed class ShardSource(IStreamSource shared, StreamPartition partition, Action<Action> ask) : IStreamSource
{
    private readonly BlockingCollection<SourceEvent> _events = [];
    private volatile Exception? _failure;

    public string Name => shared.Name;

    public int Partitions => 1;

    public long? EndOf(StreamPartition asked) => shared.EndOf(asked);

    public void Give(SourceEvent told) => _events.Add(told);

    public Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        Give(new SourceEvent.Assigned([partition]));
        return Task.CompletedTask;
    }

    public SourceEvent? Poll(TimeSpan patience)
    {
        if (_failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return _events.TryTake(out SourceEvent? told, patience) ? told : null;
    }

    public void Start(StreamPartition started, long? nextOffset) => ask(() =>
    {
        try
        {
            shared.Start(started, nextOffset);
        }
        catch (Exception e)
        {
            // It is the engine's, which looks for it when it polls.
            _failure = e;
        }
    });

    public void Pause(ImmutableArray<StreamPartition> partitions) => ask(() => shared.Pause(partitions));

    public void Resume(ImmutableArray<StreamPartition> partitions) => ask(() => shared.Resume(partitions));

    public void Report(ImmutableArray<PartitionProgress> committed) => ask(() => shared.Report(committed));

    public ValueTask DisposeAsync()
    {
        while (_events.TryTake(out SourceEvent? told))
        {
            (told as SourceEvent.Arrived)?.Batch.Dispose();
        }

        _events.Dispose();
        return ValueTask.CompletedTask;
    }
}
