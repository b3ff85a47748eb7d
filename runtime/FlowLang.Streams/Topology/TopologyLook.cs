using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>What a start of a pipeline would find at each of its ends, in the order in which it would open them.</summary>
internal static class TopologyLook
{
    /// <summary>Store, side outputs, dead letters, streams and tables.</summary>
    public static async Task AtAllAsync(StreamTopology topology, StreamRun run, EndpointAudit audit, CancellationToken cancel)
    {
        ImmutableArray<PartitionProgress>? kept = await topology.Store.LookAsync(run, topology.Signature, audit, cancel);
        await AtOutputsAsync(topology, run, audit, cancel);
        foreach (StreamInput input in topology.Inputs)
        {
            await AtSourceAsync(input.Source, run, kept, audit, cancel);
        }

        foreach (ReloadedTable table in topology.Tables)
        {
            await audit.CheckAsync($"source {table.Place}", async () =>
            {
                ITableRows rows = await table.Read(run, cancel);
                return $"`{table.Name}` can be joined, rows: {rows.Count}";
            });
        }
    }

    /// <summary>What is not of the store's transaction.</summary>
    public static async Task AtOutputsAsync(StreamTopology topology, StreamRun run, EndpointAudit audit, CancellationToken cancel)
    {
        foreach (ISideOutput side in topology.Sides)
        {
            await audit.CheckAsync($"sink {side.Name}", () => side.LookAsync(run, cancel));
        }

        foreach (IDeadLetterOutput letters in topology.Inputs.Select(i => i.DeadLetters).OfType<IDeadLetterOutput>())
        {
            await audit.CheckAsync($"sink {letters.Name}", () => letters.LookAsync(run, cancel));
        }
    }

    public static Task AtSourceAsync(
        IStreamSource source, StreamRun run, ImmutableArray<PartitionProgress>? kept, EndpointAudit audit, CancellationToken cancel) =>
        audit.CheckAsync($"source {source.Name}", () => source.LookAsync(run, kept, cancel));
}
