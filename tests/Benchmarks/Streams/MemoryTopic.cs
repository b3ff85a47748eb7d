using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Streams;

namespace FlowLang.Benchmarks.Streams;

/// <summary>A topic of one partition in memory: JSON records of about 100 bytes with ten thousand keys, over five minutes of event time.</summary>
internal sealed class MemoryTopic : IStreamSource
{
    private const int BatchRecords = 8192;
    private const int Keys = 10_000;
    private static readonly StreamPartition Partition = new("rides", 0);
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private int _next = -1;
    private bool _hasEnded;
    private bool _isStarted;
    private bool _isPaused;

    public MemoryTopic(int records)
    {
        StringBuilder text = new();
        _ends = new int[records];
        Random random = new(7);
        DateTime start = new(2024, 3, 10, 6, 0, 0, DateTimeKind.Utc);
        double step = TimeSpan.FromMinutes(5).Ticks / (double)records;
        for (int i = 0; i < records; i++)
        {
            DateTime at = start.AddTicks((long)(i * step));
            text.Append(CultureInfo.InvariantCulture, $"{{\"ride_id\":{i},\"zone_id\":{random.Next(Keys)},\"fare\":{random.Next(100, 9999) / 100.0:F2},");
            text.Append(CultureInfo.InvariantCulture, $"\"distance\":{random.NextDouble() * 20:F3},\"pickup\":\"{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"}}");
            _ends[i] = text.Length;
        }

        _bytes = Encoding.ASCII.GetBytes(text.ToString());
    }

    public string Name => "memory";

    public int Partitions => 1;

    public double RecordBytes => _bytes.Length / (double)_ends.Length;

    public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

    public SourceEvent? Poll(TimeSpan patience)
    {
        if (_next < 0)
        {
            _next = 0;
            return new SourceEvent.Assigned([Partition]);
        }

        if (_next < _ends.Length && _isStarted && !_isPaused)
        {
            int first = _next;
            _next = Math.Min(first + BatchRecords, _ends.Length);
            return new SourceEvent.Arrived(new Batch(this, first, _next - first));
        }

        if (_next == _ends.Length && !_hasEnded)
        {
            _hasEnded = true;
            return new SourceEvent.ReachedEnd(Partition);
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

    private sealed class Batch(MemoryTopic topic, int first, int count) : RecordBatch
    {
        public override StreamPartition Partition => MemoryTopic.Partition;

        public override int Count => count;

        public override long NextOffset => first + count;

        public override long Offset(int index) => first + index;

        public override long Timestamp(int index) => 0;

        public override ReadOnlySpan<byte> Key(int index) => [];

        public override ReadOnlySpan<byte> Value(int index)
        {
            int at = first + index;
            int start = at == 0 ? 0 : topic._ends[at - 1];
            return topic._bytes.AsSpan(start, topic._ends[at] - start);
        }

        public override bool IsTombstone(int index) => false;
    }
}
