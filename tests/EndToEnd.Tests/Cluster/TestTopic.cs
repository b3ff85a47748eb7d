using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>A topic of its own on the cluster that FLOW_KAFKA names, deleted in the end.</summary>
internal sealed class TestTopic : IAsyncDisposable
{
    private readonly IAdminClient _admin;

    private TestTopic(string brokers)
    {
        Brokers = brokers;
        Name = $"flow-test-{Guid.NewGuid():N}";
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = brokers }).Build();
    }

    public string Brokers { get; }

    public string Name { get; }

    public static async Task<TestTopic> CreateAsync(int partitions = 1)
    {
        TestTopic topic = new(KafkaAddress.Require());
        await topic._admin.CreateTopicsAsync(
            [new TopicSpecification { Name = topic.Name, NumPartitions = partitions, ReplicationFactor = 1 }]);
        return topic;
    }

    /// <summary>Appends values to a partition, in their order; null is a record without a value.</summary>
    public async Task AppendAsync(int partition, IEnumerable<byte[]?> values)
    {
        using IProducer<byte[]?, byte[]?> producer = new ProducerBuilder<byte[]?, byte[]?>(
            new ProducerConfig { BootstrapServers = Brokers, EnableIdempotence = true }).Build();
        await Task.WhenAll(values.Select(v => producer.ProduceAsync(
            new TopicPartition(Name, partition), new Message<byte[]?, byte[]?> { Value = v })));
    }

    /// <summary>Key and value of so many records of partition 0, as texts.</summary>
    public IReadOnlyList<(string? Key, string? Value)> Read(int records)
    {
        using IConsumer<string?, string?> consumer = new ConsumerBuilder<string?, string?>(
            new ConsumerConfig { BootstrapServers = Brokers, GroupId = Name, EnableAutoCommit = false, EnablePartitionEof = true })
            .Build();
        consumer.Assign(new TopicPartitionOffset(Name, 0, Offset.Beginning));
        List<(string?, string?)> found = [];
        while (consumer.Consume(TimeSpan.FromSeconds(60)) is { IsPartitionEOF: false } record)
        {
            found.Add((record.Message.Key, record.Message.Value));
        }

        Assert.Equal(records, found.Count);
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DeleteTopicsAsync([Name]);
        _admin.Dispose();
    }
}
