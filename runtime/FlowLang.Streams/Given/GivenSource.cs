using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>A bounded topic in memory: what tests give in place of a stream's records. Every life reads it from its beginning.</summary>
/// <param name="topic">The stream's name.</param>
public sealed class GivenSource(string topic) : IStreamSource
{
    // So that the partitions of a test take turns.
    private const int MostOfBatch = 16;

    private readonly Queue<SourceEvent> _events = new();
    private readonly Dictionary<int, long> _offsets = [];
    private readonly HashSet<int> _paused = [];
    private readonly HashSet<int> _marked = [];
    private readonly HashSet<int> _ended = [];
    private ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> _records = [[]];
    private long? _watermark;
    private readonly ManualResetEventSlim _nothing = new();
    private int _last;

    public string Name => topic;

    public int Partitions => _records.Length;

    /// <summary>Says what it has, before it is opened.</summary>
    /// <param name="partitions">Records of each partition, in the order in which they are read.</param>
    /// <param name="watermark">What the watermark of all partitions is raised to behind them, in microseconds since 1970.</param>
    public void Fill(ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> partitions, long? watermark = null) =>
        (_records, _watermark) = (partitions, watermark);

    public Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        _events.Enqueue(new SourceEvent.Assigned([.. Enumerable.Range(0, Partitions).Select(Partition)]));
        return Task.CompletedTask;
    }

    public SourceEvent? Poll(TimeSpan patience)
    {
        if (_events.TryDequeue(out SourceEvent? told))
        {
            return told;
        }

        int[] turn = [.. _offsets.Keys.OrderBy(number => number <= _last).ThenBy(number => number)];
        foreach (int number in turn.Where(number => !_paused.Contains(number)))
        {
            long first = _offsets[number];
            if (first < _records[number].Length)
            {
                int count = (int)Math.Min(MostOfBatch, _records[number].Length - first);
                GivenBatch batch = new(Partition(number), first, [.. _records[number].Skip((int)first).Take(count)]);
                _offsets[number] = batch.NextOffset;
                _last = number;
                return new SourceEvent.Arrived(batch);
            }

            if (_watermark is not null && _marked.Add(number))
            {
                return new SourceEvent.Arrived(new GivenBatch(Partition(number), first, [], _watermark));
            }

            if (_ended.Add(number))
            {
                return new SourceEvent.ReachedEnd(Partition(number));
            }
        }

        _nothing.Wait(patience);
        return null;
    }

    public void Start(StreamPartition partition, long? nextOffset) => _offsets[partition.Number] = nextOffset ?? 0;

    public void Pause(ImmutableArray<StreamPartition> partitions) => _paused.UnionWith(partitions.Select(p => p.Number));

    public void Resume(ImmutableArray<StreamPartition> partitions) => _paused.ExceptWith(partitions.Select(p => p.Number));

    public void Report(ImmutableArray<PartitionProgress> committed)
    {
    }

    public ValueTask DisposeAsync()
    {
        _nothing.Dispose();
        return ValueTask.CompletedTask;
    }

    private StreamPartition Partition(int number) => new(topic, number);
}
