using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

/// <summary>
/// A repartition topic in memory, which outlives the lives of a pipeline: whole commits of feeds stand in it, or nothing of them.
/// </summary>
internal sealed class MemoryTopic(int partitions) : IRepartitionTopic
{
    private readonly List<(byte[] Key, byte[] Value)>[] _records =
        [.. Enumerable.Range(0, partitions).Select(_ => new List<(byte[] Key, byte[] Value)>())];

    /// <summary>Records that are rows, by their partitions.</summary>
    public ImmutableArray<int> Rows => [.. _records.Select(all => all.Count(record => record.Value.Length > 0))];

    public Task<int> EnsureAsync(StreamRun run, int largest, CancellationToken cancel) => Task.FromResult(partitions);

    /// <summary>The store of one partition of one stream.</summary>
    public IStreamStore Feed(int feed, ImmutableArray<RepartitionCut> cuts, MemoryStore progress) =>
        new FeedStore(this, feed, cuts, progress);

    /// <summary>All that is in it, for one life.</summary>
    public IStreamSource Source(Random random) => new TopicSource(this, random);

    private sealed class FeedStore(MemoryTopic topic, int feed, ImmutableArray<RepartitionCut> cuts, MemoryStore progress) : IStreamStore
    {
        private int _partition;

        public Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel)
        {
            _partition = run.Shard ?? -1;
            return progress.OpenAsync(run, signature, cancel);
        }

        public Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> taken, CancellationToken cancel) =>
            progress.TakeAsync(taken, cancel);

        public IAsyncEnumerable<StateChange> RestoreAsync(CancellationToken cancel) => progress.RestoreAsync(cancel);

        public async Task CommitAsync(StreamCommit commit, CancellationToken cancel)
        {
            int known = progress.Commits.Count;
            try
            {
                await progress.CommitAsync(commit, cancel);
            }
            finally
            {
                if (progress.Commits.Count > known)
                {
                    Write(commit);
                }
            }
        }

        public Task ReleaseAsync(ImmutableArray<StreamPartition> released, CancellationToken cancel) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Write(StreamCommit commit)
        {
            using RepartitionRecords records = new(feed, cuts, topic._records.Length);
            lock (topic._records)
            {
                records.Write(commit, _partition, (partition, key, value) => topic._records[partition].Add((key, value ?? [])));
            }
        }
    }

    private sealed class TopicSource(MemoryTopic topic, Random random) : IStreamSource
    {
        private readonly Dictionary<int, int> _offsets = [];
        private readonly HashSet<int> _ended = [];
        private readonly HashSet<int> _paused = [];
        private bool _isAssigned;

        public string Name => "repartition";

        public int Partitions => topic._records.Length;

        public Task OpenAsync(StreamRun run, CancellationToken cancel) => Task.CompletedTask;

        public SourceEvent? Poll(TimeSpan patience)
        {
            if (!_isAssigned)
            {
                _isAssigned = true;
                return new SourceEvent.Assigned([.. Enumerable.Range(0, Partitions).Select(Partition)]);
            }

            lock (topic._records)
            {
                int[] ready = [.. _offsets.Keys.Where(p => !_paused.Contains(p) && _offsets[p] < topic._records[p].Count)];
                if (ready.Length > 0)
                {
                    int number = ready[random.Next(ready.Length)];
                    StampedBatch batch = new(
                        Partition(number), _offsets[number], [.. topic._records[number].Skip(_offsets[number]).Take(random.Next(1, 9))]);
                    _offsets[number] += batch.Count;
                    return new SourceEvent.Arrived(batch);
                }
            }

            int[] ended = [.. _offsets.Keys.Where(p => !_paused.Contains(p) && _ended.Add(p)).Take(1)];
            if (ended is [var end])
            {
                return new SourceEvent.ReachedEnd(Partition(end));
            }

            new ManualResetEventSlim().Wait(1);
            return null;
        }

        public void Start(StreamPartition partition, long? nextOffset) => _offsets[partition.Number] = (int)(nextOffset ?? 0);

        public void Pause(ImmutableArray<StreamPartition> paused) => paused.ToList().ForEach(p => _paused.Add(p.Number));

        public void Resume(ImmutableArray<StreamPartition> resumed) => resumed.ToList().ForEach(p => _paused.Remove(p.Number));

        public void Report(ImmutableArray<PartitionProgress> committed)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static StreamPartition Partition(int number) => new("repartition", number);
    }

    private sealed class StampedBatch(StreamPartition partition, long first, (byte[] Key, byte[] Value)[] records) : RecordBatch
    {
        public override StreamPartition Partition => partition;

        public override int Count => records.Length;

        public override long NextOffset => first + records.Length;

        public override long Offset(int index) => first + index;

        public override long Timestamp(int index) => 0;

        public override ReadOnlySpan<byte> Key(int index) => records[index].Key;

        public override ReadOnlySpan<byte> Value(int index) => records[index].Value;

        public override bool IsTombstone(int index) => records[index].Value.Length == 0;
    }
}
