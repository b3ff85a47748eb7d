using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Built programs between a real Kafka and a real PostgreSQL.</summary>
public sealed class StreamTests
{
    private const string Windowed = """
        transform zone_load =
          from trips
          | where zone_id > 0
          | window tumble(1m, on: pickup)
          | aggregate trips = count(), revenue = sum(fare) by zone_id, window_start
        pipeline live { write zone_load to pg.table("mart.zone_load") { mode: append, create: if_missing, delivery: effectively_once } }
        """;

    [SkippableFact]
    public async Task A_bounded_run_gives_every_window_that_is_closed()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Windowed);
        topic.Produce(5_000);
        topic.Close();

        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("5,004 rows", run.Output, StringComparison.Ordinal);
        Assert.Contains("late 0", run.Output, StringComparison.Ordinal);
        await AssertWindowsAsync(topic, database);

        CommandResult again = await program.RunAsync("live", "--bounded");
        Assert.True(again.ExitCode == 0, again.ToString());
        await AssertWindowsAsync(topic, database);
    }

    [SkippableFact]
    public async Task Killed_again_and_again_it_loses_nothing_and_doubles_nothing()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, database, Windowed.Replace("effectively_once } }", "effectively_once } commit: 20ms }", StringComparison.Ordinal));
        Random random = new(7);
        for (int life = 0; life < 5; life++)
        {
            topic.Produce(4_000);
            using RunningProgram running = RunningProgram.Start(program.Executable, program.Folder, ["run", "live"], program.Variables);
            for (int i = 0; !await database.HasTableAsync("mart.zone_load"); i++)
            {
                Assert.False(running.HasEnded || i > 1200, running.Said);
                await Task.Delay(50);
            }

            await Task.Delay(random.Next(300, 2_000));
            Assert.False(running.HasEnded, running.Said);
            await running.SignalAsync("KILL");
            Assert.Equal(137, await running.EndAsync());
        }

        topic.Close();
        CommandResult run = await program.RunAsync("live", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        await AssertWindowsAsync(topic, database);
    }

    [SkippableFact]
    public async Task It_drains_when_it_is_told_to_end()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, database,
            """
            transform plain = from trips | where fare > 50 | select trip_id, zone_id, fare
            pipeline copy { write plain to pg.table("mart.plain") { mode: upsert, create: if_missing } }
            """);
        topic.Produce(2_000);
        using RunningProgram running = RunningProgram.Start(program.Executable, program.Folder, ["run", "copy"], program.Variables);
        for (int i = 0; !await database.HasTableAsync("mart.plain") || await database.CountAsync("mart.plain") < 900; i++)
        {
            Assert.False(running.HasEnded || i > 1200, running.Said);
            await Task.Delay(50);
        }

        await running.SignalAsync("TERM");

        Assert.Equal(0, await running.EndAsync());
        Assert.Contains("2,000 rows", running.Said, StringComparison.Ordinal);
        CommandResult runs = await Command.RunAsync(program.Executable, program.Folder, ["runs"]);
        Assert.Contains("done", runs.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_bad_record_makes_it_fail_where_it_is_and_the_ledger_says_so()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Windowed);
        topic.Produce(2, "{\"trip_id\": 1");

        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"error RT4100: record 0 of {topic.Name}[2] can't be processed", run.Errors, StringComparison.Ordinal);
        CommandResult runs = await Command.RunAsync(program.Executable, program.Folder, ["runs"]);
        Assert.Contains("RT4100", runs.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_program_whose_groups_differ_does_not_go_on_with_the_old_ones()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        string name = $"trips{Guid.NewGuid():N}";
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Windowed, name: name);
        topic.Produce(100);
        Assert.Equal(0, (await program.RunAsync("live", "--bounded")).ExitCode);
        using TemporaryFolder other = new();
        BuiltProgram changed = await StreamProgram.BuildAsync(
            other, topic, database, Windowed.Replace("sum(fare)", "max(fare)", StringComparison.Ordinal), name: name);

        CommandResult run = await changed.RunAsync("live", "--bounded");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("zone_load", run.Errors, StringComparison.Ordinal);
    }

    private static async Task AssertWindowsAsync(TripTopic topic, PostgresDatabase database)
    {
        string[] rows = await database.RowsAsync(
            "zone_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), trips, revenue",
            "FROM mart.zone_load ORDER BY window_start, zone_id");
        Assert.Equal(topic.Windows, rows);
    }
}
