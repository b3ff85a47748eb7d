using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Kafka;

/// <summary>The topic between the halves of a pipeline: made, compared, and emptied of what was committed.</summary>
public sealed class RepartitionTopicTests
{
    [SkippableFact]
    public async Task It_is_made_once_and_keeps_what_nobody_has_read()
    {
        string server = KafkaAddress.Require();
        StreamRun run = KafkaTopic.Run($"r{Guid.NewGuid():N}");
        using IAdminClient admin = Admin(server);
        IRepartitionTopic topic = KafkaTopic.ConnectionTo(server).Repartition(instances: 3);
        var made = ($"creates topic {run.RepartitionTopic} with 8 partitions", 8);
        Assert.Equal(made, await topic.LookAsync(run, 8, CancellationToken.None));
        Assert.Equal(3, await topic.EnsureAsync(run, 2, CancellationToken.None));
        var there = ($"appends to topic {run.RepartitionTopic}, 3 partitions", 3);
        Assert.Equal(there, await topic.LookAsync(run, 8, CancellationToken.None));
        Assert.Equal(3, await topic.EnsureAsync(run, 8, CancellationToken.None));

        var settings = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = run.RepartitionTopic }]);
        Assert.Equal("-1", settings.Single().Entries["retention.ms"].Value);
        await admin.DeleteTopicsAsync([run.RepartitionTopic]);
    }

    [SkippableFact]
    public async Task One_that_forgets_rows_by_their_keys_is_refused()
    {
        string server = KafkaAddress.Require();
        StreamRun run = KafkaTopic.Run($"r{Guid.NewGuid():N}");
        using IAdminClient admin = Admin(server);
        await admin.CreateTopicsAsync(
            [new TopicSpecification { Name = run.RepartitionTopic, NumPartitions = 1, ReplicationFactor = 1, Configs = Compacted() }]);
        FlowException refused = await Assert.ThrowsAsync<FlowException>(
            () => KafkaTopic.ConnectionTo(server).Repartition(instances: 2).EnsureAsync(run, 1, CancellationToken.None));

        Assert.Equal(("RT4134", ErrorKind.Schema), (refused.Error.Code, refused.Error.Kind));
        Assert.Contains("cleanup.policy", $"{refused.Error.Why}", StringComparison.Ordinal);
        await admin.DeleteTopicsAsync([run.RepartitionTopic]);
    }

    [SkippableFact]
    public async Task What_was_committed_is_taken_away()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await topic.ProduceAsync(0, "a", "b", "c");
        IStreamSource source = topic.Connection().Topic(topic.Name, new() { TakesAway = true, TakeAwayEvery = TimeSpan.Zero });
        await using (SourceReader reader = new(source))
        {
            await reader.OpenAsync(topic.Name);
            reader.Until(() => reader.Records.Count == 3);
            source.Report([new PartitionProgress(new StreamPartition(topic.Name, 0), 2, null)]);
        }

        Assert.Equal(["c"], TopicReading.Read(topic.Server, topic.Name).Select(record => record.Value));
    }

    private static Dictionary<string, string> Compacted() => new() { ["cleanup.policy"] = "compact" };

    private static IAdminClient Admin(string server) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = server }).SetLogHandler((_, _) => { }).Build();
}
