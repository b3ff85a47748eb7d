using System.Text;
using Confluent.Kafka;

namespace FlowLang.Streams.Tests.Kafka;

/// <summary>What a reader of committed records finds in a topic.</summary>
internal static class TopicReading
{
    /// <summary>Key, value and headers as texts, partition by partition; null is none.</summary>
    public static List<(string? Key, string? Value, string Headers)> Read(string server, string topic)
    {
        using IConsumer<byte[]?, byte[]?> consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = server,
            GroupId = $"reading.{Guid.NewGuid():N}",
            EnablePartitionEof = true,
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnableAutoCommit = false,
        }).SetLogHandler((_, _) => { }).Build();
        using IAdminClient admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        int partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(30)).Topics[0].Partitions.Count;
        consumer.Assign(Enumerable.Range(0, partitions).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        List<(int, long, string?, string?, string)> found = [];
        for (int ended = 0; ended < partitions;)
        {
            ConsumeResult<byte[]?, byte[]?>? record = consumer.Consume(TimeSpan.FromSeconds(30));
            Assert.NotNull(record);
            if (record.IsPartitionEOF)
            {
                ended++;
                continue;
            }

            string headers = string.Join(" ", record.Message.Headers.Select(h => $"{h.Key}={Text(h.GetValueBytes())}"));
            found.Add((record.Partition.Value, record.Offset.Value, Text(record.Message.Key), Text(record.Message.Value), headers));
        }

        return [.. found.OrderBy(f => f.Item1).ThenBy(f => f.Item2).Select(f => (f.Item3, f.Item4, f.Item5))];
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
}
