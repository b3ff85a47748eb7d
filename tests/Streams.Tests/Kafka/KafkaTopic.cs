using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Streams.Tests.Kafka;

/// <summary>A topic of a test's own.</summary>
internal sealed class KafkaTopic : IAsyncDisposable
{
    private readonly IAdminClient _admin;

    private KafkaTopic(string server, string name)
    {
        Server = server;
        Name = name;
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = server }).SetLogHandler((_, _) => { }).Build();
    }

    public string Server { get; }

    public string Name { get; }

    public static async Task<KafkaTopic> CreateAsync(
        string server, int partitions = 1, Dictionary<string, string>? settings = null)
    {
        KafkaTopic topic = new(server, $"test.{Guid.NewGuid():N}");
        await topic._admin.CreateTopicsAsync(
            [new TopicSpecification { Name = topic.Name, NumPartitions = partitions, ReplicationFactor = 1, Configs = settings ?? [] }]);
        return topic;
    }

    public KafkaConnection Connection() => ConnectionTo(Server);

    public static KafkaConnection ConnectionTo(string server, KafkaOptions? options = null) => new(
        "bus",
        (options ?? new KafkaOptions()) with { Brokers = [server] },
        new ProgramSettings
        {
            Parameters = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
            DataDirectory = "/",
        });

    public static StreamRun Run(string group, RunLog? log = null) => new()
    {
        Id = group,
        ProgramName = "test",
        Pipeline = new PipelineDefinition(group, "test.flow", 1),
        SourceHash = "",
        Settings = new ProgramSettings
        {
            Parameters = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
            DataDirectory = "/",
        },
        Log = log ?? RunLog.Silent,
    };

    /// <summary>Produces texts, each with its number as key; waits until all are acknowledged.</summary>
    public Task ProduceAsync(int partition, params IEnumerable<string?> values) =>
        ProduceAsync(partition, values.Select(v => v is null ? null : Encoding.UTF8.GetBytes(v)));

    public async Task ProduceAsync(int partition, IEnumerable<byte[]?> values)
    {
        using IProducer<byte[], byte[]?> producer = Producer();
        await Task.WhenAll(values.Select((v, i) => producer.ProduceAsync(
            new TopicPartition(Name, partition), new Message<byte[], byte[]?> { Key = Encoding.UTF8.GetBytes($"{i}"), Value = v })));
    }

    public IProducer<byte[], byte[]?> Producer(string? transactional = null) => new ProducerBuilder<byte[], byte[]?>(new ProducerConfig
    {
        BootstrapServers = Server,
        LingerMs = 5,
        MessageMaxBytes = 20 << 20,
        TransactionalId = transactional,
        CompressionType = CompressionType.Lz4,
    }).SetLogHandler((_, _) => { }).Build();

    /// <summary>Until a member of the group was given partitions of it.</summary>
    public async Task GivenAsync(string group)
    {
        while (true)
        {
            try
            {
                DescribeConsumerGroupsResult found = await _admin.DescribeConsumerGroupsAsync([group]);
                if (found.ConsumerGroupDescriptions.SelectMany(g => g.Members).Any(m => m.Assignment.TopicPartitions.Count > 0))
                {
                    return;
                }
            }
            catch (DescribeConsumerGroupsException)
            {
                // Nobody has joined it yet.
            }

            await Task.Delay(50);
        }
    }

    public Task AddPartitionsAsync(int to) =>
        _admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = Name, IncreaseTo = to }]);

    public Task DeleteBeforeAsync(int partition, long offset) =>
        _admin.DeleteRecordsAsync([new TopicPartitionOffset(Name, partition, offset)]);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _admin.DeleteTopicsAsync([Name], new DeleteTopicsOptions { RequestTimeout = TimeSpan.FromSeconds(5) });
        }
        catch (KafkaException)
        {
            // A broker that a test killed has no topics to delete.
        }

        _admin.Dispose();
    }
}
