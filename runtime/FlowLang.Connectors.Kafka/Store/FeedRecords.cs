using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>What a feed's store writes in a transaction beside its changelog: rows and words, into the partitions of their keys.</summary>
internal sealed class FeedRecords(KafkaConnection connection, int feed, ImmutableArray<RepartitionCut> cuts) : IDisposable
{
    private RepartitionRecords? _records;
    private string _topic = "";
    private int _partition;

    public async Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        (_topic, _partition) = (run.RepartitionTopic, run.Shard ?? 0);
        int partitions = await RepartitionTopic.PartitionsAsync(connection, _topic, cancel);
        _records?.Dispose();
        _records = new RepartitionRecords(feed, cuts, partitions);
    }

    public void Send(TopicProducer producer, StreamCommit commit)
    {
        RepartitionRecords records = _records ?? throw new UnreachableException("the store is not open");
        try
        {
            records.Write(commit, _partition, (partition, key, value) => producer.Send(_topic, key, value, partition: partition));
        }
        catch (UnwritableValueException e)
        {
            throw new FlowException(StoreErrors.Refused($"topic {_topic}", e), e);
        }
    }

    public void Dispose() => _records?.Dispose();
}
