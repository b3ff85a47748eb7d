using System.Collections.Immutable;
using FlowLang.Streams;

namespace FlowLang.Benchmarks.Streams;

/// <summary>A topic of one partition in memory: <see cref="RideRecords"/>.</summary>
internal sealed class MemoryTopic : IStreamSource
{
    private const int BatchRecords = 8192;
    private readonly RideBatch[] _batches;
    private int _next = -1;
    private bool _hasEnded;
    private bool _isStarted;
    private bool _isPaused;

    public MemoryTopic(int records)
    {
        RideRecords made = new();
        _batches = [.. from first in Enumerable.Range(0, (records + BatchRecords - 1) / BatchRecords)
                       let at = first * BatchRecords
                       select made.Next(at, Math.Min(BatchRecords, records - at))];
        RecordBytes = _batches.Sum(b => (long)b.Bytes) / (double)records;
    }

    public string Name => "memory";

    public int Partitions => 1;

    public double RecordBytes { get; }

    public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

    public SourceEvent? Poll(TimeSpan patience)
    {
        if (_next < 0)
        {
            _next = 0;
            return new SourceEvent.Assigned([RideBatch.Only]);
        }

        if (_next < _batches.Length && _isStarted && !_isPaused)
        {
            return new SourceEvent.Arrived(_batches[_next++]);
        }

        if (_next == _batches.Length && !_hasEnded)
        {
            _hasEnded = true;
            return new SourceEvent.ReachedEnd(RideBatch.Only);
        }

        Thread.Yield();
        return null;
    }

    public void Start(StreamPartition partition, long? nextOffset) => _isStarted = true;

    public void Pause(ImmutableArray<StreamPartition> partitions) => _isPaused = true;

    public void Resume(ImmutableArray<StreamPartition> partitions) => _isPaused = false;

    public void Report(ImmutableArray<PartitionProgress> committed)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
