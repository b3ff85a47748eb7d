using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>Before the first record: the topic is as the program says, or is made so where it is missing.</summary>
internal static partial class TopicSetup
{
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(100);

    public static Task EnsureAsync(KafkaConnection connection, TopicTarget target, CancellationToken cancel)
    {
        if (connection.Embedded is { } embedded)
        {
            embedded.Create(target.Topic, target.Partitions);
            return Task.CompletedTask;
        }

        return connection.AskAsync($"preparing topic {target.Topic}", async admin =>
        {
            if (await FindAsync(admin, connection, target.Topic, withRights: false, cancel) is { } found)
            {
                await CompareAsync(admin, connection, target, found, cancel);
            }
            else
            {
                await CreateAsync(admin, connection, target, isTrial: false, cancel);
            }

            return true;
        });
    }

    /// <summary>Compares and changes nothing. False where there is no topic yet.</summary>
    public static Task<bool> CheckAsync(KafkaConnection connection, TopicTarget target, CancellationToken cancel) =>
        connection.Embedded is not null ? Task.FromResult(true) : connection.AskAsync($"looking at topic {target.Topic}", async admin =>
        {
            TopicDescription? found = await FindAsync(admin, connection, target.Topic, withRights: false, cancel);
            if (found is null && !target.CreateIfMissing)
            {
                throw new FlowException(NotMade(connection, target));
            }

            await (found is null ? Task.CompletedTask : CompareAsync(admin, connection, target, found, cancel));
            return found is not null;
        });

    private static async Task CompareAsync(
        IAdminClient admin, KafkaConnection connection, TopicTarget target, TopicDescription found, CancellationToken cancel)
    {
        List<string> differences = [];
        if (target.Partitions is { } partitions && partitions != found.Partitions.Count)
        {
            differences.Add($"partitions: the program has {partitions}; the topic has {found.Partitions.Count}");
        }

        if (!target.Settings.IsEmpty)
        {
            differences.AddRange(await DifferencesAsync(admin, connection, target, cancel));
        }

        if (differences.Count > 0)
        {
            throw new FlowException(KafkaErrors.OtherTopic(connection.Target, target.Topic, differences));
        }
    }

    private static FlowError NotMade(KafkaConnection connection, TopicTarget target) => KafkaErrors.MissingTopic(
        connection.Target, $"writing to topic {target.Topic}", "the write says `create: never`");

    /// <summary>The topic; null where there is none.</summary>
    /// <param name="withRights">Whether the broker is asked what the user may do with it.</param>
    public static async Task<TopicDescription?> FindAsync(
        IAdminClient admin, KafkaConnection connection, string topic, bool withRights, CancellationToken cancel)
    {
        try
        {
            DescribeTopicsResult found = await admin.DescribeTopicsAsync(
                TopicCollection.OfTopicNames([topic]),
                new() { RequestTimeout = connection.Timeout, IncludeAuthorizedOperations = withRights }).WaitAsync(cancel);
            return found.TopicDescriptions[0];
        }
        catch (DescribeTopicsException e) when (
            e.Results.TopicDescriptions.Any(t => t.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic))
        {
            return null;
        }
    }

    /// <param name="isTrial">The broker says whether it would make the topic, and makes none.</param>
    private static async Task CreateAsync(
        IAdminClient admin, KafkaConnection connection, TopicTarget target, bool isTrial, CancellationToken cancel)
    {
        if (!target.CreateIfMissing)
        {
            throw new FlowException(NotMade(connection, target));
        }

        try
        {
            await admin.CreateTopicsAsync(
                [
                    new TopicSpecification
                    {
                        Name = target.Topic,
                        NumPartitions = target.Partitions ?? -1,
                        ReplicationFactor = target.Replication ?? -1,
                        Configs = new Dictionary<string, string>(target.Settings),
                    },
                ],
                new CreateTopicsOptions { RequestTimeout = connection.Timeout, ValidateOnly = isTrial }).WaitAsync(cancel);
        }
        catch (CreateTopicsException e) when (e.Results.All(r => r.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            // Another first run was faster.
        }

        while (!isTrial && await FindAsync(admin, connection, target.Topic, withRights: false, cancel) is null)
        {
            await Task.Delay(Spread, cancel);
        }
    }

    private static async Task<IEnumerable<string>> DifferencesAsync(
        IAdminClient admin, KafkaConnection connection, TopicTarget target, CancellationToken cancel)
    {
        List<DescribeConfigsResult> described = await admin.DescribeConfigsAsync(
            [new ConfigResource { Type = ResourceType.Topic, Name = target.Topic }],
            new DescribeConfigsOptions { RequestTimeout = connection.Timeout }).WaitAsync(cancel);
        Dictionary<string, ConfigEntryResult> live = described[0].Entries;
        return
        [
            .. from setting in target.Settings
               let has = live.GetValueOrDefault(setting.Key)?.Value
               where has != setting.Value
               select $"{setting.Key}: the program has {setting.Value}; the topic has {has ?? "no such setting"}",
        ];
    }
}
