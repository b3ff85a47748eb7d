using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>What an opening would find: each target on a connection of its own, so that one that fails does not hide the others.</summary>
public sealed partial class PostgresStreamStore
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<PartitionProgress>?> LookAsync(
        StreamRun run, StateSignature? signature, EndpointAudit audit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(audit);
        foreach (TableOutput output in _outputs)
        {
            await audit.CheckAsync(
                $"sink {connection.Name}.table(\"{output.Name}\")", () => TargetPreparation.LookAsync(connection, output, run, cancel));
        }

        ImmutableArray<PartitionProgress>? kept = null;
        await audit.CheckAsync($"state in {connection.Name}", async () =>
        {
            await using PostgresSession session = await connection.OpenAsync($"flow {run.Pipeline.Name} check", cancel);
            (string found, kept) = await session.GuardAsync(
                "looking at flow.stream_offsets", () => LookAtStateAsync(session, run, signature, cancel));
            return found;
        });
        return kept;
    }

    private static async Task<(string Found, ImmutableArray<PartitionProgress> Kept)> LookAtStateAsync(
        PostgresSession session, StreamRun run, StateSignature? signature, CancellationToken cancel)
    {
        if (!await StreamTables.ExistAsync(session, cancel))
        {
            await StreamTables.RequireCreationAsync(session, cancel);
            return ("the first start creates flow.stream_offsets", []);
        }

        await StreamTables.RequireUseAsync(session, cancel);
        await StreamTables.RequireSameInstancesAsync(session, run, cancel);
        if (signature is not null)
        {
            await StateLog.CompareAsync(session, run, signature, cancel);
        }

        ImmutableArray<PartitionProgress> kept = await PartitionOwnership.ProgressAsync(session, run, cancel);
        return (PartitionProgress.InWords(kept), kept);
    }
}
