using FlowLang.Runtime;
using FlowLang.Scheduling.Tests.Store;

namespace FlowLang.Scheduling.Tests.Simulation;

/// <summary>
/// Every interval that is due runs to success once, whatever happens: processes die at calls of the store, are stopped and wake up as
/// zombies,
/// lose the ledger with and without their work kept, and clocks are set forward and back.
/// </summary>
public sealed class SimulationTests
{
    private static readonly int s_seeds = int.TryParse(Environment.GetEnvironmentVariable("FLOW_SEEDS"), out int seeds) ? seeds : 60;

    [Fact]
    public void Every_due_interval_is_done_once()
    {
        int done = 0;
        for (int seed = 1; seed <= s_seeds; seed++)
        {
            using var file = new LedgerFile();
            done += Live(seed, file.Database, events: 400);
        }

        Assert.True(done > s_seeds * 10, $"{done} runs in {s_seeds} worlds are no test");
    }

    [SkippableFact]
    public async Task Every_due_interval_is_done_once_by_hosts_that_share_a_database()
    {
        await using PostgresDatabase server = await PostgresDatabase.CreateAsync();
        int seeds = Math.Max(2, s_seeds / 30);
        int done = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            done += Live(seed, LedgerServer.Of(server, $"world{seed}"), events: 400);
        }

        Assert.True(done > seeds * 10, $"{done} runs in {seeds} worlds are no test");
    }

    [Theory]
    [InlineData(nameof(StoreFault.CrashBefore))]
    [InlineData(nameof(StoreFault.CrashWithin))]
    [InlineData(nameof(StoreFault.CrashAfter))]
    [InlineData(nameof(StoreFault.LostBefore))]
    [InlineData(nameof(StoreFault.LostAfter))]
    public void A_fault_at_any_call_of_the_store_loses_nothing(string name)
    {
        StoreFault fault = Enum.Parse<StoreFault>(name);
        for (int call = 250; call < 370; call += 2)
        {
            using var file = new LedgerFile();
            using var world = new World(seed: 7, file.Database);
            int calls = 0;
            world.Faults = () => calls++ == call ? fault : StoreFault.None;
            world.LiveCalmly(minutes: 45);
            world.Heal();
            Assert.NotEqual(0, Check(world, $"call {call}"));
        }
    }

    private static int Live(int seed, LedgerDatabase database, int events)
    {
        using var world = new World(seed, database);
        world.Live(events);
        world.Heal();
        return Check(world, $"seed {seed}");
    }

    // The number of runs.
    private static int Check(World world, string where)
    {
        Assert.True(world.Mistakes.Count == 0, $"{where}: {string.Join('\n', world.Mistakes)}");
        Assert.True(world.Target.Doubles.Count == 0, $"{where}: committed twice: {string.Join(", ", world.Target.Doubles)}");
        var jobs = world.Jobs();
        var undone = jobs.Where(job => job.Phase != nameof(RunPhase.Done)).ToList();
        Assert.True(undone.Count == 0, $"{where}: not done: {string.Join(", ", undone)}");
        var twice = jobs.GroupBy(job => (job.Pipeline, job.Interval)).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        Assert.True(twice.Count == 0, $"{where}: queued twice: {string.Join(", ", twice)}");
        string[] hours = Of("hours");
        DateTimeOffset first = World.Pipelines[0].Partition?.Start ?? default;
        string[] wanted = [.. Enumerable.Range(0, hours.Length).Select(i => $"{RunInterval.Of(IntervalUnit.Hour, first.AddHours(i))}")];
        Assert.True(hours.SequenceEqual(wanted), $"{where}: gaps among {string.Join(", ", hours)}");
        Assert.Equal(Of("hours").Intersect(Of("ordered")), Of("follower"));
        Assert.Equal(Of("hours").Union(Of("ordered")).Order(StringComparer.Ordinal), Of("either"));
        Assert.Equal(jobs.Count, world.Target.Count);
        return jobs.Count;

        string[] Of(string pipeline) =>
            [.. jobs.Where(job => job.Pipeline == pipeline).Select(job => job.Interval).Order(StringComparer.Ordinal)];
    }
}
