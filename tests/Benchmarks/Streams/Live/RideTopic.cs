using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Benchmarks.Streams.Live;

/// <summary>A topic of four partitions with rides, keyed by zone, as long as it is needed.</summary>
internal sealed class RideTopic : IAsyncDisposable
{
    public const int Partitions = 4;
    private const int BatchRecords = 8192;
    private readonly string _server;

    private RideTopic(string server) => _server = server;

    public string Name { get; } = $"rides-{Guid.NewGuid():N}";

    public static async Task<RideTopic> CreateAsync(string server)
    {
        RideTopic topic = new(server);
        using IAdminClient admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = server }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic.Name, NumPartitions = Partitions, ReplicationFactor = 1 }]);
        return topic;
    }

    public async Task FillAsync(StreamRun run, long records)
    {
        await using IRecordOutput output =
            new KafkaConnection("bus", new KafkaOptions { Brokers = [_server] }, run.Settings).Records(Name);
        await output.OpenAsync(run, CancellationToken.None);
        RideRecords made = new();
        List<Task> written = [];
        for (long first = 0; first < records; first += BatchRecords)
        {
            written.Add(output.WriteAsync(made.Next(first, (int)Math.Min(BatchRecords, records - first)), CancellationToken.None));
        }

        await Task.WhenAll(written);
    }

    public async ValueTask DisposeAsync()
    {
        using IAdminClient admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _server }).Build();
        await admin.DeleteTopicsAsync([Name]);
    }
}
