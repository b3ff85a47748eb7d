using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>State that is larger than the memory of the process, on a real disk.</summary>
public sealed class SpilledStateTests
{
    private const int Trips = 350_000;

    // About 240 bytes a trip in memory, of which 32 MB hold less than half.
    private const string Program = """
        transform totals =
          from trips
          | aggregate n = count(), revenue = sum(fare), fares = count_distinct(fare), zones = count_distinct(zone_id) by trip_id
            ttl 30d emit changes
        pipeline live { write totals to pg.table("mart.totals") { mode: upsert, create: if_missing } commit: 200ms }
        """;

    [SkippableFact]
    public async Task State_larger_than_memory_survives_a_full_disk_and_a_kill()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Program);
        Assert.Equal(
            ["librocksdb.so"], Directory.GetFiles(folder["built"], "librocksdb*").Select(path => Path.GetFileName(path)));
        program.Variables["FLOW_MEMORY"] = "64MB";
        topic.Produce(Enumerable.Range(0, Trips).Select(i => (i, 100L + (i % 50))));
        topic.Produce(Enumerable.Range(0, Trips).Select(i => (Trips - 1 - i, 1000L)));

        await using (SmallDisk disk = await SmallDisk.MountAsync(folder["small"], 6))
        {
            program.Variables["TMPDIR"] = folder["small"];
            CommandResult full = await program.RunAsync("live", "--bounded");
            Assert.Equal(1, full.ExitCode);
            Assert.Contains("error RT4114", full.Errors, StringComparison.Ordinal);
        }

        Directory.CreateDirectory(folder["large"]);
        program.Variables["TMPDIR"] = folder["large"];
        await KilledLife.LiveAsync(program, () => Task.FromResult(Spilled() > 0), 500);
        CommandResult run = await program.RunAsync("live", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(0, Spilled());
        Assert.Equal(Trips, await database.CountAsync("mart.totals"));
        Assert.Equal(0, await database.CountAsync(
            "mart.totals WHERE n <> 2 OR fares <> 2 OR zones <> 1 OR revenue <> 10 + 1 + (trip_id % 50) / 100.0"));

        int Spilled() => Directory.GetDirectories(folder["large"], "flow-state-*").Length;
    }
}
