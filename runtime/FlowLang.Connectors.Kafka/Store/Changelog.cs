using System.Collections.Immutable;
using System.Text;
using Confluent.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A compacted topic of one partition: how far each partition of the input was processed, what operators keep (their changes as numbered
/// records, which a change that replaces them takes back), and what that means.
/// </summary>
internal sealed class Changelog(KafkaConnection connection, StreamRun run)
{
    // A closed segment can be compacted, so that a start has little to read; and a record must fit into one.
    private static readonly ImmutableSortedDictionary<string, string> Settings = ImmutableSortedDictionary<string, string>.Empty
        .Add("cleanup.policy", "compact").Add("segment.ms", "600000").Add("min.cleanable.dirty.ratio", "0.2")
        .Add("segment.bytes", "134217728").Add("max.message.bytes", "104857600");

    private readonly Dictionary<(string Operator, int Group), (long First, long Next)> _numbers = [];

    public string Topic { get; } = $"{run.Group}.changelog";

    /// <exception cref="FlowException">One instance stored what several would go on with, or the other way round.</exception>
    public async Task RequireSameInstancesAsync()
    {
        IEnumerable<string> topics = await connection.AskAsync(
            "looking for what it stored", admin => Task.Run(() => admin.GetMetadata(connection.Timeout).Topics.Select(t => t.Topic)));
        string before = $"{run.Whole}.";
        const string behind = ".changelog";
        bool IsShard(string topic) => topic.Length > before.Length + behind.Length
            && topic.StartsWith(before, StringComparison.Ordinal) && topic.EndsWith(behind, StringComparison.Ordinal)
            && topic[before.Length..^behind.Length].All(char.IsAsciiDigit);
        if (topics.Any(topic => run.Shard is null ? IsShard(topic) : topic == run.Whole + behind))
        {
            throw new FlowException(StreamErrors.OtherInstances(run.Whole, wasSharded: run.Shard is null));
        }
    }

    private TopicTarget Target => new(Topic, [], [])
    {
        Partitions = 1,
        Settings = Settings,
    };

    public Task EnsureAsync(CancellationToken cancel) => TopicSetup.EnsureAsync(connection, Target, cancel);

    /// <summary>As <see cref="TopicSetup.LookAsync"/>.</summary>
    public Task<(string Found, bool IsThere)> LookAsync(CancellationToken cancel) => TopicSetup.LookAsync(connection, Target, cancel);

    /// <summary>Reads all of it.</summary>
    public Task<ChangelogContent> ReadAsync(CancellationToken cancel) => Task.Run(() =>
    {
        Dictionary<string, string> settings = connection.Settings(
            ("group.id", $"{run.Group}.changelog"), ("isolation.level", "read_committed"), ("enable.auto.commit", "false"),
            ("enable.partition.eof", "true"), ("allow.auto.create.topics", "false"));
        using IConsumer<byte[], byte[]?> consumer = new ConsumerBuilder<byte[], byte[]?>(settings).SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { }).SetOAuthBearerTokenRefreshHandler((_, _) => { }).Build();
        using TokenFeed? feed = connection.Feed(consumer);
        ChangelogContent content = new();
        try
        {
            consumer.Assign(new TopicPartitionOffset(Topic, 0, Offset.Beginning));
            while (consumer.Consume(cancel) is { IsPartitionEOF: false } record)
            {
                content.Apply(record.Message.Key, record.Message.Value);
            }
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Translate(e, connection.Target, $"reading {Topic}");
        }

        _numbers.Clear();
        foreach ((string name, int group, long first, long last) in content.Ranges)
        {
            _numbers[(name, group)] = (first, last + 1);
        }

        return content;
    }, cancel);

    /// <exception cref="FlowException">What is kept means something else than what this program keeps.</exception>
    public void RequireAgreement(ChangelogContent content, StateSignature signature)
    {
        ImmutableArray<string> differences =
            signature.DifferencesFrom(content.Shapes.Select(s => new OperatorSignature(s.Key, s.Value)));
        if (!differences.IsEmpty)
        {
            throw new FlowException(StoreErrors.Incompatible(
                run, differences,
                $"delete topic {Topic} of {connection.Target}"));
        }
    }

    public void SendShapes(TopicProducer producer, StateSignature signature)
    {
        foreach (OperatorSignature shape in signature.Operators)
        {
            producer.Send(Topic, ChangelogKey.Shape(shape.Name), Encoding.UTF8.GetBytes(shape.Shape), partition: 0);
        }
    }

    public void Send(TopicProducer producer, ImmutableArray<StateChange> changes, ImmutableArray<PartitionProgress> progress)
    {
        foreach (StateChange change in changes)
        {
            (long first, long next) = _numbers.GetValueOrDefault((change.Operator, change.Group));
            for (; change.Replaces && first < next; first++)
            {
                producer.Send(Topic, ChangelogKey.State(change.Operator, change.Group, first), null, partition: 0);
            }

            producer.Send(Topic, ChangelogKey.State(change.Operator, change.Group, next), change.Entries.ToArray(), partition: 0);
            _numbers[(change.Operator, change.Group)] = (first, next + 1);
        }

        foreach (PartitionProgress moved in progress)
        {
            producer.Send(Topic, ChangelogKey.Progress(moved.Partition), ChangelogContent.ValueOf(moved), partition: 0);
        }
    }
}
