using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>What <see cref="TopicSetup"/> would find or make.</summary>
internal static partial class TopicSetup
{
    /// <summary>A topic is compared, a missing one is made on trial; whether the user may write is asked as well.</summary>
    /// <param name="target">With the settings of a topic that would be made.</param>
    /// <param name="compares">Whether one that is there needs these settings, too.</param>
    /// <returns>In words, and whether it is there.</returns>
    public static async Task<(string Found, bool IsThere)> LookAsync(
        KafkaConnection connection, TopicTarget target, CancellationToken cancel, bool compares = true)
    {
        if (connection.Embedded is not null)
        {
            return (EmbeddedBroker.NothingToSee, false);
        }

        return await connection.AskAsync($"looking at topic {target.Topic}", async admin =>
        {
            if (await FindAsync(admin, connection, target.Topic, cancel, withRights: true) is not { } found)
            {
                await CreateAsync(admin, connection, target, cancel, isTrial: true);
                return ($"creates topic {target.Topic}", false);
            }

            await CompareAsync(admin, connection, compares ? target : new TopicTarget(target.Topic, [], []), found, cancel);
            KafkaRights.Require(connection, found, AclOperation.Write);
            return ($"appends to topic {target.Topic}, {Text(found.Partitions.Count)}", true);
        });
    }

    /// <summary>A number of partitions in words.</summary>
    public static string Text(int partitions) => partitions == 1 ? "1 partition" : $"{partitions} partitions";
}
