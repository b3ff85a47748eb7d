using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

/// <summary>
/// A topic in memory. A test says in which order partitions are read, how many records at a time, and may add some meanwhile.
/// </summary>
/// <param name="next">Which of the partitions that have more comes next, and how many of its records; null for in turn, all.</param>
internal sealed class MemorySource(string topic, int partitions, Func<IReadOnlyList<int>, (int Partition, int Count)>? next = null)
    : IStreamSource
{
    private readonly List<byte[]>[] _records = [.. Enumerable.Range(0, partitions).Select(_ => new List<byte[]>())];
    private readonly ConcurrentQueue<SourceEvent> _events = new();
    private readonly Dictionary<int, long> _offsets = [];
    private readonly HashSet<int> _paused = [];
    private readonly HashSet<int> _ended = [];

    public string Name => topic;

    public int Partitions => partitions;

    /// <summary>Records that were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Polls since then that gave nothing.</summary>
    public int InVain { get; private set; }

    public StreamPartition Partition(int number) => new(topic, number);

    public void Add(int partition, params IEnumerable<string> values)
    {
        lock (_records)
        {
            _records[partition].AddRange(values.Select(System.Text.Encoding.UTF8.GetBytes));
        }
    }

    public void Tell(SourceEvent told) => _events.Enqueue(told);

    /// <summary>A topic with these records, by its partitions.</summary>
    public static MemorySource Of(string topic, string[][] records)
    {
        MemorySource source = new(topic, records.Length);
        for (int i = 0; i < records.Length; i++)
        {
            source.Add(i, records[i]);
        }

        return source;
    }

    /// <summary>The same records for another life, partitions and batches as chance has them.</summary>
    public MemorySource Again(Random random) => Again(ready => (ready[random.Next(ready.Count)], random.Next(1, 6)));

    /// <summary>The same records for another life.</summary>
    public MemorySource Again(Func<IReadOnlyList<int>, (int Partition, int Count)>? order = null)
    {
        MemorySource again = new(topic, partitions, order);
        for (int i = 0; i < partitions; i++)
        {
            again._records[i].AddRange(_records[i]);
        }

        return again;
    }

    public Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        Tell(new SourceEvent.Assigned([.. Enumerable.Range(0, partitions).Select(Partition)]));
        return Task.CompletedTask;
    }

    public SourceEvent? Poll(TimeSpan patience)
    {
        if (_events.TryDequeue(out SourceEvent? told))
        {
            return told;
        }

        lock (_records)
        {
            int[] ready = [.. _offsets.Keys.Where(p => !_paused.Contains(p) && _offsets[p] < _records[p].Count).Order()];
            if (ready.Length > 0)
            {
                (int partition, int count) = next?.Invoke(ready) ?? (ready[0], int.MaxValue);
                int first = (int)_offsets[partition];
                GivenBatch batch = new(
                    Partition(partition), first, [.. _records[partition].Skip(first).Take(count).Select(value => value.AsMemory())]);
                _offsets[partition] = batch.NextOffset;
                (Taken, InVain) = (Taken + batch.Count, 0);
                return new SourceEvent.Arrived(batch);
            }

            int[] ended = [.. _offsets.Keys.Where(p => _offsets[p] == _records[p].Count && _ended.Add(p)).Take(1)];
            if (ended is [var end])
            {
                return new SourceEvent.ReachedEnd(Partition(end));
            }
        }

        InVain++;
        new ManualResetEventSlim().Wait(1);
        return null;
    }

    public void Start(StreamPartition partition, long? nextOffset) => _offsets[partition.Number] = nextOffset ?? 0;

    public void Pause(ImmutableArray<StreamPartition> paused) => paused.ToList().ForEach(p => _paused.Add(p.Number));

    public void Resume(ImmutableArray<StreamPartition> resumed) => resumed.ToList().ForEach(p => _paused.Remove(p.Number));

    public void Report(ImmutableArray<PartitionProgress> committed)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
