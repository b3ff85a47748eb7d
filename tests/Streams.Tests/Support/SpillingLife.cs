using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

/// <summary>Lives of a compiled pipeline `live` whose state may be larger than its memory.</summary>
internal static class SpillingLife
{
    /// <param name="onSpill">Called with the folder of a life that puts state on disk.</param>
    public static StreamEngine Engine(
        CompiledProgram program, MemorySource source, MemoryStore store, StreamRun run, int lanes, Action<string> onSpill)
    {
        StreamTopology topology = program.Topology("live", run);
        Func<string, long, ISpillStore> open = Assert.IsType<Func<string, long, ISpillStore>>(topology.Spill);
        return new StreamEngine(
            topology with
            {
                Inputs = [topology.Inputs[0] with { Source = source }],
                Store = store,
                Lanes = lanes,
                CommitEvery = null,
                Spill = (folder, memory) =>
                {
                    onSpill(folder);
                    return open(folder, memory);
                },
            },
            run);
    }

    /// <summary>False where the store failed.</summary>
    public static async Task<bool> IsWellAsync(Task life)
    {
        try
        {
            await life;
            return true;
        }
        catch (FlowLang.Runtime.FlowException e) when (e.Error.Code == "RT9999")
        {
            return false;
        }
    }
}
