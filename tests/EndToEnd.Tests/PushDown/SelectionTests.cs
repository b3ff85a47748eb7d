using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.PushDown;

/// <summary>What the embedded engine fetches from a database, and what passes it by: the rows of one query, three ways.</summary>
public sealed class SelectionTests
{
    private const string Program = """
        param least: decimal(12, 2) = 5.00
        secret url = env("FLOW_TEST_URL")
        connection pg: postgres { url: url }
        source trips: { trip_id: int64 @key, zone: text?, at: instant, fare: decimal(12, 2) } from pg.table("raw.trips")
        transform cash = from trips | where fare >= least | where zone in ["a", "ä", "O'Hare"] or zone is null | select fare, id = trip_id, zone
        transform same = from cash | derive n = length(zone ?? "") | drop n
        pipeline passes { write cash to pg.table("out.passes") { mode: replace } }
        pipeline computes { write same to pg.table("out.computes") { mode: replace, rejects: discard } }
        pipeline pushed on pg { write cash to pg.table("out.pushed") { mode: replace } }
        pipeline days {
          write cash to pg.table("out.days") { mode: append }
          partition: day(start: 2024-01-01, on: at)
        }
        """;

    [SkippableFact]
    public async Task Only_rows_and_columns_that_are_read_leave_the_database()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("""
            CREATE SCHEMA raw; CREATE TABLE raw.trips (trip_id bigint PRIMARY KEY, zone varchar(20), at timestamptz NOT NULL, fare numeric(10, 1) NOT NULL);
            INSERT INTO raw.trips SELECT i, (ARRAY['a', 'ä', 'O''Hare', 'A', null])[1 + i % 5], timestamptz '2024-01-01 00:00+00' + make_interval(hours => i::int % 48), i % 10
            FROM generate_series(1, 1000) i
            """);
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        program.Variables["FLOW_TEST_URL"] = database.Url;

        string passes = await RunAsync(program, "passes");
        string computes = await RunAsync(program, "computes");
        await RunAsync(program, "pushed");
        Assert.Contains("pg.table(\"raw.trips\"): 400 rows", passes);
        Assert.Contains("pg.table(\"raw.trips\"): 400 rows", computes);
        Assert.Contains("read 1,000 = written 400 + rejected 0 + filtered 600", passes);
        Assert.Equal(400L, await database.CountAsync("out.pushed"));
        Assert.Equal(0L, await database.ScalarAsync("""
            SELECT count(*) FROM ((SELECT * FROM out.passes EXCEPT ALL SELECT * FROM out.pushed) UNION ALL
              (SELECT * FROM out.computes EXCEPT ALL SELECT * FROM out.pushed)) d
            """));
        Assert.Equal(1L, await database.ScalarAsync(
            "SELECT count(DISTINCT (rows_read, rows_written, rows_rejected, rows_filtered)) FROM flow.runs WHERE pipeline <> 'days'"));
        Assert.Contains("    cash: where: filtered 500", passes);
    }

    [SkippableFact]
    public async Task Passed_rows_of_an_interval_are_appended_once()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("""
            CREATE SCHEMA raw; CREATE TABLE raw.trips (trip_id bigint PRIMARY KEY, zone text, at timestamptz NOT NULL, fare numeric(12, 2) NOT NULL);
            INSERT INTO raw.trips SELECT i, 'a', timestamptz '2024-01-01 00:00+00' + make_interval(hours => i::int % 48), 7 FROM generate_series(1, 96) i
            """);
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        program.Variables["FLOW_TEST_URL"] = database.Url;
        string dry = await RunAsync(program, "days", "--interval", "2024-01-02", "--dry-run");
        Assert.Contains("creates table out.days", dry);
        Assert.False(await database.HasTableAsync("out.days"));
        string first = await RunAsync(program, "days", "--interval", "2024-01-02");
        string again = await RunAsync(program, "days", "--interval", "2024-01-02");
        Assert.Contains("pg.table(\"raw.trips\"): 48 rows", first);
        Assert.Contains("an earlier run of this interval had committed it", again);
        Assert.Equal(48L, await database.CountAsync("out.days"));
    }

    private static async Task<string> RunAsync(BuiltProgram program, params string[] arguments)
    {
        CommandResult run = await program.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Output;
    }
}
