using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>A pipeline on a cluster that ends early leaves its target as it was.</summary>
public sealed class StoppedClusterTests
{
    private const string Program = """
        secret database = env("TAXI_POSTGRES")
        secret spark = env("TAXI_SPARK")
        connection pg: postgres { url: database }
        connection cluster: spark { url: spark }
        source rows: { id: int64 @key, t: text } from pg.table("raw.rows")
        pipeline load on cluster { write (from rows | derive u = upper(t)) to pg.table("mart.rows") { mode: replace } }
        pipeline bad on cluster { write (from rows | derive n = cast(t as int32) else fail) to pg.table("mart.rows") { mode: replace } }
        """;

    [SkippableTheory]
    [InlineData("KILL", 137)]
    [InlineData("INT", 130)]
    public async Task A_run_that_is_stopped_leaves_the_target_as_it_was(string signal, int exitCode)
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 400_000);
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, database);

        using (RunningProgram running = RunningProgram.Start(program, "load"))
        {
            await UntilStagingAsync(database, running);
            await running.SignalAsync(signal);
            Assert.Equal(exitCode, await running.EndAsync());
        }

        Assert.Equal(1, await database.CountAsync("mart.rows where u = 'old'"));
        Assert.Equal(0, await database.CountAsync("flow.runs"));

        CommandResult again = await program.RunAsync("load");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(400_000, await database.CountAsync("mart.rows where u = 'ROW ' || id"));
        Assert.Equal(0, await database.CountAsync("pg_tables where schemaname = 'flow' and tablename like 'stage%'"));
    }

    [SkippableFact]
    public async Task A_failure_names_the_row_and_commits_nothing()
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 10);
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, database);

        CommandResult failed = await program.RunAsync("bad");

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("`t` is not an int32", failed.ToString(), StringComparison.Ordinal);
        Assert.Contains("row 1", failed.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await database.CountAsync("mart.rows"));
    }

    private static async Task<PostgresDatabase> DatabaseAsync(int rows)
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"""
            create schema raw; create schema mart;
            create table raw.rows (id bigint primary key, t text not null);
            insert into raw.rows select i, 'row ' || i from generate_series(1, {rows}) i;
            create table mart.rows (id bigint primary key, t text not null, u text, n integer);
            insert into mart.rows values (1, 'old', 'old', 1);
            """);
        return database;
    }

    private static async Task<BuiltProgram> BuildAsync(TemporaryFolder folder, PostgresDatabase database)
    {
        string spark = SparkAddress.Require();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        program.Variables["TAXI_SPARK"] = spark;
        return program;
    }

    private static async Task UntilStagingAsync(PostgresDatabase database, RunningProgram running)
    {
        for (int i = 0; i < 1200; i++)
        {
            Assert.False(running.HasEnded, running.Said);
            if (await database.CountAsync("pg_stat_user_tables where schemaname = 'flow' and relname like 'stage%'") > 0)
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"nothing was staged\n{running.Said}");
    }
}
