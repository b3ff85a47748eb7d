using System.Diagnostics;
using FlowLang.Connectors.Postgres;
using Npgsql;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>A loading process is killed (SIGKILL) at each point of the commit protocol; the next run must find the target as it
/// was.</summary>
public sealed class CrashTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly string[] Old = ["-1|2024-01-02|old", "5|2024-01-01|old"];

    private const string History = """
        ALTER TABLE crash.t ADD valid_from timestamptz DEFAULT '2023-01-01', ADD valid_to timestamptz, ADD is_current boolean DEFAULT true;
        CREATE UNIQUE INDEX ON crash.t (id) WHERE is_current;
        """;

    public static TheoryData<WriteMode, string> Moments()
    {
        var moments = new TheoryData<WriteMode, string>();
        foreach (WriteMode mode in Enum.GetValues<WriteMode>())
        {
            foreach (string moment in new[] { "while loading", "before the commit", "inside the commit", "after the commit" })
            {
                moments.Add(mode, moment);
            }
        }

        return moments;
    }

    [SkippableTheory]
    [MemberData(nameof(Moments))]
    public async Task A_killed_run_leaves_all_or_nothing_and_the_next_one_completes(WriteMode mode, string moment)
    {
        PostgresDatabase.Require();
        await PrepareAsync(mode);
        int rows = moment == "while loading" ? 400_000 : 3_000;
        await using (NpgsqlConnection blocker = await database.OpenAsync())
        {
            if (moment == "inside the commit")
            {
                await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE flow.runs IN SHARE MODE", blocker);
                await hold.ExecuteNonQueryAsync();
            }

            using Process child = PostgresChild.Start(database.ConnectionString, "crash.t", mode, rows, moment == "before the commit");
            await PostgresChild.WaitForAsync(
                child, moment switch { "while loading" => "loading", "after the commit" => "committed", _ => "loaded" });
            await Task.Delay(moment is "while loading" or "inside the commit" ? 300 : 0);
            child.Kill();
            await child.WaitForExitAsync();
        }

        await ClientsGoneAsync();
        bool committed = moment == "after the commit";
        Assert.Equal(committed ? Expected(mode, rows) : Old, await RowsAsync(mode));
        Assert.Equal(committed ? 1 : 0, await RunsAsync());

        WriteReport again = await TestRun.LoadAsync(
            database.Connect(), "crash.t", PostgresChild.Options(mode), PostgresChild.Columns(mode), PostgresChild.Sql(rows), "crash",
            TestRun.Day(1));
        Assert.Equal(committed && mode == WriteMode.Append, again.AlreadyCommitted);
        Assert.Equal(Expected(mode, rows), await RowsAsync(mode));
        Assert.Equal(1, await RunsAsync());
        Assert.Empty(await database.RowsAsync("relname", "FROM pg_class WHERE relname LIKE 'stage\\_%' OR relname LIKE 'flow\\_2%'"));
    }

    [SkippableFact]
    public async Task A_cancelled_load_ends_soon_and_leaves_nothing()
    {
        PostgresDatabase.Require();
        foreach (WriteMode mode in Enum.GetValues<WriteMode>())
        {
            await PrepareAsync(mode);
            using var stop = new CancellationTokenSource();
            await using (TestRun run = await TestRun.OpenAsync("crash", TestRun.Day(1)))
            {
                Task load = run.WriteAsync(
                    database.Connect().Table(
                        "crash.t", PostgresChild.Options(mode)), PostgresChild.Columns(mode), PostgresChild.Sql(50_000_000),
                        cancel: stop.Token);
                stop.CancelAfter(700);
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.WaitAsync(TimeSpan.FromSeconds(20)));
            }

            Assert.Equal(Old, await RowsAsync(mode));
        }

        await ClientsGoneAsync();
        Assert.Empty(await database.RowsAsync("relname", "FROM pg_class WHERE relname LIKE 'stage\\_%' OR relname LIKE 'flow\\_2%'"));
    }

    private static string[] Expected(WriteMode mode, int rows)
    {
        string[] fresh = [$"{rows} rows"];
        return mode switch
        {
            WriteMode.Append => [Old[0], Old[1], .. fresh],
            WriteMode.Replace => fresh,
            _ => [Old[0], .. fresh],
        };
    }

    private Task PrepareAsync(WriteMode mode) => database.ExecuteAsync($"""
        DROP SCHEMA IF EXISTS crash CASCADE; CREATE SCHEMA crash; CREATE TABLE crash.t (id bigint, day date, name text);
        {(mode == WriteMode.Upsert ? "ALTER TABLE crash.t ADD PRIMARY KEY (id);" : "")}
        {(mode == WriteMode.Scd2 ? History : "")}
        INSERT INTO crash.t VALUES (-1, '2024-01-02', 'old'), (5, '2024-01-01', 'old');
        CREATE SCHEMA IF NOT EXISTS flow; DROP TABLE IF EXISTS flow.runs
        """).ContinueWith(_ => CreateLedgerAsync(), TaskScheduler.Default).Unwrap();

    /// <summary>Any run of another program creates the ledger, so that the test can lock it.</summary>
    private Task CreateLedgerAsync() => TestRun.LoadAsync(
        database.Connect(), "crash.other", new TableOptions { Mode = WriteMode.Replace }, [new("id", ColumnType.Int32)], "SELECT 1 AS id",
        "other");

    /// <summary>The old rows one by one, the new ones as their number.</summary>
    private async Task<string[]> RowsAsync(WriteMode mode)
    {
        string now = mode == WriteMode.Scd2 ? "(SELECT * FROM crash.t WHERE is_current) t" : "crash.t";
        string[] old = await database.RowsAsync("id, day, name", $"FROM {now} WHERE name = 'old' ORDER BY id");
        long fresh = await database.ScalarAsync<long>(
            $"SELECT count(DISTINCT id) + (count(*) - count(DISTINCT id)) * 1000000000 FROM {now} WHERE name = 'new'");
        return fresh == 0 ? old : [.. old, $"{fresh} rows"];
    }

    private Task<long> RunsAsync() => database.ScalarAsync<long>("SELECT count(*) FROM flow.runs WHERE program = 'crash'");

    private async Task ClientsGoneAsync()
    {
        for (int i = 0; i < 100; i++)
        {
            if (await database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                + "application_name LIKE 'flow %'") == 0)
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("the server still runs statements of a dead client");
    }
}
