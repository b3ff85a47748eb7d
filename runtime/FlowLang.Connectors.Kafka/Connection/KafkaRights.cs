using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>What the user may do with topics and groups, as the broker says when it is asked for their description.</summary>
internal static class KafkaRights
{
    /// <param name="wanted">What is done with the topic.</param>
    public static void Require(KafkaConnection connection, TopicDescription topic, AclOperation wanted) =>
        Require(connection, $"topic {topic.Name}", topic.AuthorizedOperations, wanted);

    /// <summary>A group that nobody has joined yet is described, too: it is not made by that.</summary>
    /// <exception cref="FlowException">The user may not join it.</exception>
    public static async Task RequireGroupAsync(
        IAdminClient admin, KafkaConnection connection, string group, CancellationToken cancel)
    {
        try
        {
            DescribeConsumerGroupsResult found = await admin.DescribeConsumerGroupsAsync(
                [group], new() { RequestTimeout = connection.Timeout, IncludeAuthorizedOperations = true }).WaitAsync(cancel);
            Require(connection, $"group {group}", found.ConsumerGroupDescriptions[0].AuthorizedOperations, AclOperation.Read);
        }
        catch (DescribeConsumerGroupsException e) when (
            e.Results.ConsumerGroupDescriptions.All(g => g.Error.Code is ErrorCode.GroupIdNotFound))
        {
            // Nobody has joined it, and the broker says no more of it.
        }
    }

    // A broker of before 2.3 says nothing of rights.
    private static void Require(KafkaConnection connection, string what, List<AclOperation>? granted, AclOperation wanted)
    {
        if (granted is { Count: > 0 } && !granted.Contains(wanted) && !granted.Contains(AclOperation.All))
        {
            throw new FlowException(KafkaErrors.Denied(
                connection.Target, $"{wanted.ToString().ToLowerInvariant()} of {what}",
                $"the user may {string.Join(", ", granted.Select(o => o.ToString().ToLowerInvariant()))}"));
        }
    }
}
