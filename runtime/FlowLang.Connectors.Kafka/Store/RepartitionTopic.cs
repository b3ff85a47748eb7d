using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A topic between the halves of a pipeline. Nothing is deleted from it by age: how long the second half may stand still is nobody's
/// business but its own; what it has committed it takes away.
/// </summary>
internal sealed class RepartitionTopic(KafkaConnection connection, int instances) : IRepartitionTopic
{
    private static readonly ImmutableSortedDictionary<string, string> Made =
        ImmutableSortedDictionary<string, string>.Empty.Add("cleanup.policy", "delete").Add("retention.ms", "-1");

    // One that was made by somebody else may forget: then a stream that was behind for too long says so.
    private static readonly ImmutableSortedDictionary<string, string> Required =
        ImmutableSortedDictionary<string, string>.Empty.Add("cleanup.policy", "delete");

    /// <summary>Of one that is there.</summary>
    public static async Task<int> PartitionsAsync(KafkaConnection connection, string topic, CancellationToken cancel)
    {
        string work = $"looking at topic {topic}";
        int? found = await connection.AskAsync(
            work, async admin => (await TopicSetup.FindAsync(admin, connection, topic, withRights: false, cancel))?.Partitions.Count);
        return found
            ?? throw new FlowException(KafkaErrors.MissingTopic(connection.Target, work, "it was there when the pipeline started"));
    }

    public async Task<int> EnsureAsync(StreamRun run, int partitions, CancellationToken cancel)
    {
        connection.Announce(run.Log);
        RequireTransactions(run);
        TopicTarget topic = new(run.RepartitionTopic, [], []);
        if (!await TopicSetup.CheckAsync(connection, topic with { Settings = Required }, cancel))
        {
            int wanted = Math.Max(partitions, instances);
            await TopicSetup.EnsureAsync(connection, topic with { Settings = Made, Partitions = wanted }, cancel);
            run.Log.Info($"{run.Pipeline.Name}: made topic {topic.Topic} with {wanted} partitions");
        }

        return await PartitionsAsync(connection, topic.Topic, cancel);
    }

    public async Task<(string Found, int Partitions)> LookAsync(StreamRun run, int partitions, CancellationToken cancel)
    {
        RequireTransactions(run);
        TopicTarget topic = new(run.RepartitionTopic, [], []);
        if (await TopicSetup.CheckAsync(connection, topic with { Settings = Required }, cancel))
        {
            (string found, _) = await TopicSetup.LookAsync(connection, topic, cancel);
            return (found, await PartitionsAsync(connection, topic.Topic, cancel));
        }

        int wanted = Math.Max(partitions, instances);
        (string made, _) = await TopicSetup.LookAsync(connection, topic with { Settings = Made, Partitions = wanted }, cancel);
        return ($"{made} with {TopicSetup.Text(wanted)}", partitions == 0 ? 0 : wanted);
    }

    private void RequireTransactions(StreamRun run)
    {
        if (connection.Embedded is not null)
        {
            throw new FlowException(StoreErrors.Options(
                run, "the embedded broker has no transactions, by which several instances hand rows on",
                "name the brokers of a cluster in the connection"));
        }
    }
}
