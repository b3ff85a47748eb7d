using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>What <see cref="TopicSetup"/> would find or make.</summary>
internal static partial class TopicSetup
{
    /// <summary>A topic is compared, a missing one is made on trial; whether the user may write is asked as well.</summary>
    /// <returns>In words, and whether it is there.</returns>
    public static Task<(string Found, bool IsThere)> LookAsync(
        KafkaConnection connection, TopicTarget target, CancellationToken cancel) => LookAsync(connection, target, target, cancel);

    /// <inheritdoc cref="LookAsync(KafkaConnection, TopicTarget, CancellationToken)"/>
    /// <param name="target">What one that is there is compared with.</param>
    /// <param name="made">What a missing one would be.</param>
    public static async Task<(string Found, bool IsThere)> LookAsync(
        KafkaConnection connection, TopicTarget target, TopicTarget made, CancellationToken cancel)
    {
        if (connection.Embedded is not null)
        {
            return (EmbeddedBroker.NothingToSee, false);
        }

        return await connection.AskAsync($"looking at topic {target.Topic}", async admin =>
        {
            if (await FindAsync(admin, connection, target.Topic, withRights: true, cancel) is not { } found)
            {
                await CreateAsync(admin, connection, made, isTrial: true, cancel);
                return ($"creates topic {target.Topic}", false);
            }

            await CompareAsync(admin, connection, target, found, cancel);
            KafkaRights.Require(connection, found, AclOperation.Write);
            return ($"appends to topic {target.Topic}, {Text(found.Partitions.Count)}", true);
        });
    }

    /// <summary>A number of partitions in words.</summary>
    public static string Text(int partitions) => partitions == 1 ? "1 partition" : $"{partitions} partitions";
}
