using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

/// <summary>Lives of a compiled pipeline `live` whose state may be larger than its memory.</summary>
internal static class SpillingLife
{
    /// <param name="onSpill">Called with the folder of a life that puts state on disk.</param>
    public static StreamEngine Engine(
        CompiledProgram program, MemorySource source, MemoryStore store, StreamRun run, int lanes, Action<string> onSpill) =>
        Engine(program, [source], store, run, lanes, onSpill);

    /// <param name="sources">Each has the name of its stream.</param>
    /// <param name="onSpill">Called with the folder of a life that puts state on disk.</param>
    public static StreamEngine Engine(
        CompiledProgram program, MemorySource[] sources, MemoryStore store, StreamRun run, int lanes, Action<string> onSpill)
    {
        StreamTopology topology = program.Topology("live", run);
        Func<string, long, ISpillStore> open = Assert.IsType<Func<string, long, ISpillStore>>(topology.Spill);
        return new StreamEngine(
            topology with
            {
                Inputs = [.. topology.Inputs.Select(input => input with { Source = sources.Single(s => s.Name == input.Relation) })],
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

    /// <summary>
    /// Some records of each topic after the others, in as many lives as it takes; then to the end. Gives how many lives spilled.
    /// </summary>
    /// <param name="topics">As many records of each.</param>
    /// <param name="atOnce">How many come together.</param>
    public static async Task<int> FeedAsync(
        CompiledProgram program, IReadOnlyDictionary<string, string[]> topics, MemoryStore store, Func<int> lanes, long memory, int atOnce)
    {
        MemorySource[] sources = [.. topics.Keys.Select(topic => new MemorySource(topic, 1))];
        int spills = 0;
        StreamEngine Life(bool isBounded)
        {
            sources = [.. sources.Select(source => source.Again())];
            return Engine(program, sources, store, StreamRuns.Run(isBounded: isBounded, memory: memory), lanes(), _ => spills++);
        }

        for (int fed = 0; fed < topics.Values.First().Length;)
        {
            using CancellationTokenSource drain = new();
            await using StreamEngine engine = Life(isBounded: false);
            Task life = engine.RunAsync(drain.Token);
            while (fed < topics.Values.First().Length && await IsCommittedAsync(store, fed * sources.Length, life))
            {
                foreach (MemorySource source in sources)
                {
                    source.Add(0, topics[source.Name][fed..(fed + atOnce)]);
                }

                fed += atOnce;
            }

            await drain.CancelAsync();
            await IsWellAsync(life);
        }

        bool isDone = false;
        while (!isDone)
        {
            await using StreamEngine engine = Life(isBounded: true);
            isDone = await IsWellAsync(engine.RunAsync(CancellationToken.None));
        }

        return spills;
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

    // False where the life ended before.
    private static async Task<bool> IsCommittedAsync(MemoryStore store, long records, Task life)
    {
        while (Committed(store) != records)
        {
            if (life.IsCompleted)
            {
                return false;
            }

            await Task.Delay(1);
        }

        return true;
    }

    private static long Committed(MemoryStore store) => store.Commits.ToArray()
        .SelectMany(commit => commit.Progress).GroupBy(p => p.Partition, p => p.NextOffset).Sum(offsets => offsets.Max());
}
