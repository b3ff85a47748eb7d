using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace FlowLang.Connectors.Kafka;

/// <summary>Where the partitions of a topic end when a source is opened: behind the last committed record of each.</summary>
internal static class TopicEnds
{
    public static async Task<ImmutableDictionary<int, long>> OfAsync(
        IAdminClient admin, KafkaConnection connection, string topic, CancellationToken cancel)
    {
        IEnumerable<TopicPartitionOffsetSpec> asked = (await PartitionsAsync(admin, connection, topic, cancel)).Select(
            p => new TopicPartitionOffsetSpec { TopicPartition = new(topic, p), OffsetSpec = OffsetSpec.Latest() });
        ListOffsetsResult ends = await admin.ListOffsetsAsync(
            asked, new() { RequestTimeout = connection.Timeout, IsolationLevel = IsolationLevel.ReadCommitted }).WaitAsync(cancel);
        return ends.ResultInfos.Select(r => r.TopicPartitionOffsetError).ToImmutableDictionary(p => p.Partition.Value, p => p.Offset.Value);
    }

    private static async Task<IEnumerable<int>> PartitionsAsync(
        IAdminClient admin, KafkaConnection connection, string topic, CancellationToken cancel)
    {
        if (connection.Embedded is { } embedded)
        {
            return Enumerable.Range(0, embedded.Create(topic, null));
        }

        DescribeTopicsResult described = await admin
            .DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new() { RequestTimeout = connection.Timeout }).WaitAsync(cancel);
        return described.TopicDescriptions[0].Partitions.Select(p => p.Partition);
    }
}
