using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Built programs between a real Kafka and a real PostgreSQL.</summary>
public sealed class StreamTests
{
    private const string Windowed = StreamProgram.ZoneLoad + """
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
            folder, topic, database,
            StreamProgram.ZoneLoad + """
            connection lake: files { root: "lake" }
            transform shares = from trips | select trip_id, share = 1 / (trip_id % 10) else reject "a tenth"
            pipeline live {
              write zone_load to pg.table("mart.zone_load") { mode: append, create: if_missing, delivery: effectively_once }
              write shares to pg.table("mart.shares") {
                mode: append, create: if_missing, rejects: lake.csv("tenths/") { roll_size: 16KiB }
              }
              commit: 20ms
            }
            """,
            ", on_bad_record: dead_letter(to: lake.json(\"bad/\"))");
        Directory.CreateDirectory(folder["lake"]);
        Random random = new(7);
        for (int life = 0; life < 5; life++)
        {
            topic.Produce(4_000);
            topic.Produce(life % 4, $"no trip {life}");
            await KilledLife.LiveAsync(program, () => database.HasTableAsync("mart.zone_load"), random.Next(300, 2_000));
        }

        topic.Close();
        CommandResult run = await program.RunAsync("live", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        await AssertWindowsAsync(topic, database);
        Assert.Equal((topic.Trips * 9 / 10) + 4, await database.CountAsync("mart.shares"));

        // Beside a table a row can be there twice.
        Assert.Equal(
            $"{topic.Trips / 10} 5",
            FolderTests.Text($"""
                SELECT (SELECT count(DISTINCT source_file || source_row) FROM read_csv('{folder["lake/tenths"]}/*.csv', header = true))
                  || ' ' || (SELECT count(DISTINCT value) FROM read_json('{folder["lake/bad"]}/*.jsonl') WHERE code LIKE 'RT%')
                """));
    }

    [SkippableFact]
    public async Task Groups_of_groups_running_groups_and_keys_seen_once()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, database,
            """
            transform minutes =
              from trips | window tumble(1m, on: pickup) late 10s | aggregate trips = count() by zone_id, window_start
            transform hours =
              from minutes
              | select at = window_start, trips
              | window tumble(7m, on: at)
              | aggregate trips = sum(trips) by window_end
            transform running = from trips | aggregate n = count() by zone_id ttl 365d emit changes
            transform once = from trips | dedupe by trip_id keep earliest pickup ttl 365d
            transform latest = from trips | dedupe by trip_id keep latest fare ttl 365d
            pipeline live {
              write hours to pg.table("mart.hours") { mode: append, create: if_missing }
              write running to pg.table("mart.running") { mode: upsert, create: if_missing }
              write once to pg.table("mart.once") { mode: append, create: if_missing }
              write latest to pg.table("mart.latest") { mode: upsert, key: [trip_id], create: if_missing }
              commit: 20ms
            }
            """);
        topic.Produce(3_000);
        topic.Produce(1, """{"trip_id":-9,"zone_id":50,"fare":1.00,"pickup":"2024-03-10T06:12:30Z"}""");
        CommandResult first = await program.RunAsync("live", "--bounded");
        Assert.True(first.ExitCode == 0, first.ToString());
        topic.Produce(1, """{"trip_id":-9,"zone_id":50,"fare":9.00,"pickup":"2024-03-10T06:12:31Z"}""");
        topic.Produce(2, """{"trip_id":-9,"zone_id":50,"fare":5.00,"pickup":"2024-03-10T06:12:32Z"}""");
        topic.Close();

        CommandResult second = await program.RunAsync("live", "--bounded");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(topic.Trips + 3, await database.ScalarAsync<decimal>("select sum(trips) from mart.hours"));
        Assert.Equal(topic.Trips + 7, await database.ScalarAsync<decimal>("select sum(n) from mart.running"));
        Assert.Equal(["50|3"], await database.RowsAsync("zone_id, n", "FROM mart.running WHERE zone_id = 50"));
        Assert.Equal(topic.Trips + 5, await database.CountAsync("mart.once"));
        Assert.Equal(["-9|1.00"], await database.RowsAsync("trip_id, fare", "FROM mart.once WHERE trip_id = -9"));
        Assert.Equal(["-9|9.00"], await database.RowsAsync("trip_id, fare", "FROM mart.latest WHERE trip_id = -9"));
    }

    [SkippableFact]
    public async Task Bad_records_rejects_and_late_rows_go_where_the_program_says()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, database,
            $$"""
            sink late_trips = bus.topic("{{topic.Name}}.late")
            transform zone_load =
              from trips
              | derive small = (cast(zone_id as int16)) else reject "no such zone"
              | window tumble(1m, on: pickup) late 1s rejects to late_trips
              | aggregate trips = count() by small, window_start
            expect on zone_load { row "never alone": trips > 1 severity warn }
            pipeline live {
              write zone_load to pg.table("mart.zone_load") {
                mode: append, create: if_missing, rejects: pg.table("mart.rejects")
              }
            }
            """,
            $$""", max_ahead: 1h, on_bad_record: dead_letter("{{topic.Name}}.dlq")""");
        topic.Produce(0, """{"trip_id":1,"zone_id":7,"fare":1.00,"pickup":"2024-03-10T06:12:30Z"}""");
        topic.Produce(0, """{"trip_id":2,"zone_id":70000,"fare":1.00,"pickup":"2024-03-10T06:12:31Z"}""");
        topic.Produce(0, """{"trip_id":3,"zone_id":7,"fare":1.00,"pickup":"2024-03-10T06:20:00Z"}""");
        topic.Produce(0, """{"trip_id":4,"zone_id":7,"fare":1.00,"pickup":"2024-03-10T06:12:40Z"}""");
        topic.Produce(0, """{"trip_id":5,"zone_id":7,"fare":1.00,"pickup":"2999-03-10T06:12:40Z"}""");
        topic.Produce(0, "{]");
        topic.Close();

        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("10 rows, of them 2 dead letters", run.Output, StringComparison.Ordinal);
        Assert.Contains("rejected 1, filtered 0, late 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("expect never alone: 2 violations", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["7|06:12|1", "7|06:20|1"],
            await database.RowsAsync(
                "small, to_char(window_start at time zone 'UTC', 'HH24:MI'), trips", "FROM mart.zone_load ORDER BY window_start"));
        Assert.Equal(
            [$"zone_load: derive|no such zone|{topic.Name}[0]|1"],
            await database.RowsAsync("step, reason, source_file, source_row", "FROM mart.rejects"));
        Assert.Contains("\"trip_id\":4", topic.ReadAll($"{topic.Name}.late"), StringComparison.Ordinal);
        Assert.Contains("{]", topic.ReadAll($"{topic.Name}.dlq"), StringComparison.Ordinal);
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
