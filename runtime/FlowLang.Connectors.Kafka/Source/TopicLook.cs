using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A topic before it is read: it is there, the user may read it, and what is to be read next is still in it. No group is joined.
/// </summary>
internal sealed class TopicLook(KafkaConnection connection, string topic, TopicSourceOptions options)
{
    /// <param name="kept">As of <see cref="IStreamSource.LookAsync"/>.</param>
    public async Task<(string Found, int Partitions)> AtAsync(
        StreamRun run, ImmutableArray<PartitionProgress>? kept, CancellationToken cancel)
    {
        if (connection.Embedded is not null)
        {
            return (EmbeddedBroker.NothingToSee, 0);
        }

        string work = $"reading topic {topic}";
        int partitions = await connection.AskAsync(work, async admin =>
        {
            TopicDescription found = await TopicSetup.FindAsync(admin, connection, topic, withRights: true, cancel)
                ?? throw new FlowException(KafkaErrors.MissingTopic(connection.Target, work, "the broker does not know it"));
            KafkaRights.Require(connection, found, AclOperation.Read);
            await KafkaRights.RequireGroupAsync(admin, connection, run.Group, cancel);
            await RequirePositionsAsync(
                admin, [.. (kept ?? []).Where(p => p.Partition.Topic == topic && p.Partition.Number < found.Partitions.Count)], cancel);
            return found.Partitions.Count;
        });
        return (TopicSetup.Text(partitions) + Begins(kept) + await SchemaAsync(cancel), partitions);
    }

    private string Begins(ImmutableArray<PartitionProgress>? kept) => kept switch
    {
        null => "",
        { } some when some.Any(p => p.Partition.Topic == topic) => ", goes on behind what was processed",
        _ => $", begins at the {options.Start.ToString().ToLowerInvariant()} record",
    };

    /// <exception cref="FlowException">RT4125 or RT4126, as <see cref="TopicSource.Start"/> has them.</exception>
    private async Task RequirePositionsAsync(IAdminClient admin, ImmutableArray<PartitionProgress> kept, CancellationToken cancel)
    {
        if (kept.IsEmpty)
        {
            return;
        }

        Dictionary<int, long> first = await OffsetsAsync(admin, kept, OffsetSpec.Earliest(), cancel);
        Dictionary<int, long> end = await OffsetsAsync(admin, kept, OffsetSpec.Latest(), cancel);
        foreach ((StreamPartition partition, long next, _) in kept)
        {
            if (next < first[partition.Number])
            {
                throw new FlowException(KafkaErrors.Deleted(connection.Target, $"{partition}", next, first[partition.Number]));
            }

            if (next > end[partition.Number])
            {
                throw new FlowException(KafkaErrors.Recreated(connection.Target, $"{partition}", next, end[partition.Number]));
            }
        }
    }

    private async Task<Dictionary<int, long>> OffsetsAsync(
        IAdminClient admin, ImmutableArray<PartitionProgress> of, OffsetSpec place, CancellationToken cancel)
    {
        IEnumerable<TopicPartitionOffsetSpec> asked = of.Select(
            p => new TopicPartitionOffsetSpec { TopicPartition = new(topic, p.Partition.Number), OffsetSpec = place });
        ListOffsetsResult found = await admin.ListOffsetsAsync(asked, new() { RequestTimeout = connection.Timeout }).WaitAsync(cancel);
        return found.ResultInfos.Select(r => r.TopicPartitionOffsetError).ToDictionary(p => p.Partition.Value, p => p.Offset.Value);
    }

    // Producers may name subjects in other ways: without this one nothing can be said before records come.
    private async Task<string> SchemaAsync(CancellationToken cancel)
    {
        if (!options.HasSchemas)
        {
            return "";
        }

        await connection.Registry.OpenAsync(cancel);
        string subject = SchemaRegistry.SubjectOf(topic);
        (bool hasSchema, string? problem) = await connection.Registry.ReadableAsync(subject, options.Columns, cancel);
        return problem is not null ? throw RegistryErrors.Unreadable(connection.Name, subject, problem)
            : hasSchema ? $", the latest schema of subject {subject} can be read"
            : $", no schema of subject {subject} yet";
    }
}
