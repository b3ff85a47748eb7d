using System.Diagnostics;
using System.Text;
using FlowLang.Streams;

namespace FlowLang.Streams.Tests.Kafka;

/// <summary>Polls a source as the engine does, and keeps what came.</summary>
internal sealed class SourceReader(IStreamSource source) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public List<(StreamPartition Partition, long Offset, string? Value)> Records { get; } = [];

    public List<SourceEvent> Events { get; } = [];

    /// <summary>Where partitions start; what is not there starts where the program says.</summary>
    public Dictionary<int, long> StartAt { get; } = [];

    public Dictionary<int, long> Next { get; } = [];

    public HashSet<int> Owned { get; } = [];

    public HashSet<int> Ended { get; } = [];

    public Task OpenAsync(string group) => source.OpenAsync(KafkaTopic.Run(group), CancellationToken.None);

    /// <summary>Polls until it holds; fails the test when it does not in a minute.</summary>
    public void Until(Func<bool> holds)
    {
        long started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(
                Stopwatch.GetElapsedTime(started) < Patience, $"still not, with {Records.Count} records; {string.Join("; ", Events)}");
            Step();
        }
    }

    public void Step()
    {
        SourceEvent? found = source.Poll(TimeSpan.FromMilliseconds(50));
        switch (found)
        {
            case SourceEvent.Arrived(var batch):
                using (batch)
                {
                    Keep(batch);
                }

                return;
            case SourceEvent.Assigned(var partitions):
                foreach (StreamPartition partition in partitions)
                {
                    Owned.Add(partition.Number);
                    source.Start(partition, FirstOf(partition.Number));
                }

                break;
            case SourceEvent.Revoked(var partitions, _):
                Owned.ExceptWith(partitions.Select(p => p.Number));
                break;
            case SourceEvent.ReachedEnd(var partition):
                Ended.Add(partition.Number);
                break;
        }

        if (found is not null)
        {
            Events.Add(found);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    // What was processed stays processed when the partition comes back.
    private long? FirstOf(int partition) =>
        Next.TryGetValue(partition, out long next) || StartAt.TryGetValue(partition, out next) ? next : null;

    private void Keep(RecordBatch batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            string? value = batch.IsTombstone(i) ? null : Encoding.UTF8.GetString(batch.Value(i));
            Records.Add((batch.Partition, batch.Offset(i), value));
        }

        Next[batch.Partition.Number] = batch.NextOffset;
    }
}
