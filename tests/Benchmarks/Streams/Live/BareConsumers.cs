using System.Collections.Immutable;
using Confluent.Kafka;
using FlowLang.Benchmarks.Measuring;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Benchmarks.Streams.Live;

/// <summary>Consumers that only count the records of a topic, from the first to the last: as fast as it can go.</summary>
internal static class BareConsumers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Confluent.Kafka's own: an object for each record. By default it stops fetching for a second whenever it has enough, which is what
    /// would be measured then.
    /// </summary>
    public static Cost Plain(string server, RideTopic topic, long records)
    {
        ConsumerConfig settings = new() { BootstrapServers = server, GroupId = "flow-bench", EnableAutoCommit = false, FetchQueueBackoffMs = 5 };
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(settings)
            .SetKeyDeserializer(Deserializers.ByteArray).SetValueDeserializer(Deserializers.ByteArray).Build();
        Func<Cost> took = Cost.Begin();
        consumer.Assign(Enumerable.Range(0, RideTopic.Partitions).Select(
            p => new TopicPartitionOffset(topic.Name, p, Offset.Beginning)));
        for (long counted = 0; counted < records;)
        {
            counted += consumer.Consume(Patience) is null ? 0 : 1;
        }

        return took();
    }

    /// <summary>The one that streams have: records by the batch, which stay where librdkafka put them.</summary>
    public static async Task<Cost> BatchedAsync(string server, RideTopic topic, long records, StreamRun run)
    {
        KafkaConnection bus = new("bus", new KafkaOptions { Brokers = [server] }, run.Settings);
        await using IStreamSource source = bus.Topic(topic.Name, new TopicSourceOptions());
        await source.OpenAsync(run, CancellationToken.None);
        Func<Cost>? took = null;
        for (long counted = 0; counted < records;)
        {
            switch (source.Poll(Patience))
            {
                case SourceEvent.Assigned { Partitions: ImmutableArray<StreamPartition> partitions }:
                    took = Cost.Begin();
                    partitions.ToList().ForEach(p => source.Start(p, null));
                    break;
                case SourceEvent.Arrived { Batch: var batch }:
                    counted += batch.Count;
                    batch.Dispose();
                    break;
            }
        }

        return took?.Invoke() ?? throw new InvalidOperationException("nothing was assigned");
    }
}
