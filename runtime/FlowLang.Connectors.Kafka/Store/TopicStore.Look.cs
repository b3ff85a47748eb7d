using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>What an opening would find: nothing is made, and no transaction of another instance is ended.</summary>
internal sealed partial class TopicStore
{
    public async Task<ImmutableArray<PartitionProgress>?> LookAsync(
        StreamRun run, StateSignature? signature, EndpointAudit audit, CancellationToken cancel)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            (TopicTarget target, RecordForm form) = (targets[i], _forms[i]);
            await audit.CheckAsync($"sink {connection.Name}.topic(\"{target.Topic}\")", async () =>
            {
                (string found, _) = await TopicSetup.LookAsync(connection, target, cancel);
                return found + await form.LookAsync(connection, cancel);
            });
        }

        Changelog log = new(connection, run);
        ImmutableArray<PartitionProgress>? kept = null;
        await audit.CheckAsync($"state {connection.Name}.topic(\"{log.Topic}\")", async () =>
        {
            (string found, kept) = await LookAtStateAsync(log, run, signature, cancel);
            return found;
        });
        return kept;
    }

    private async Task<(string Found, ImmutableArray<PartitionProgress> Kept)> LookAtStateAsync(
        Changelog log, StreamRun run, StateSignature? signature, CancellationToken cancel)
    {
        RequireTransactions(run);
        if (connection.Embedded is not null)
        {
            return (EmbeddedBroker.NothingToSee, []);
        }

        await log.RequireSameInstancesAsync();
        (string found, bool isThere) = await log.LookAsync(cancel);
        if (!isThere)
        {
            return (found, []);
        }

        ChangelogContent content = await log.ReadAsync(cancel);
        if (signature is not null)
        {
            log.RequireAgreement(content, signature);
        }

        ImmutableArray<PartitionProgress> kept = [.. content.Progress.Values];
        return (PartitionProgress.InWords(kept), kept);
    }
}
