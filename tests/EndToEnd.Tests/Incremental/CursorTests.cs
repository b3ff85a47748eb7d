using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using Npgsql;

namespace FlowLang.EndToEnd.Tests.Incremental;

/// <summary>A table that is followed on each engine: transactions that commit out of order, updates, and a run that dies.</summary>
public sealed class CursorTests
{
    [SkippableTheory]
    [InlineData("")]
    [InlineData(" on pg")]
    [InlineData(" on cluster")]
    public async Task Rows_that_are_committed_late_arrive_and_a_killed_run_moves_nothing(string on)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            "create schema crm; create table crm.orders (id bigint primary key, name text not null, updated_at timestamptz not null); "
            + "insert into crm.orders values (1, 'first', now())");
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(
            folder,
            $$"""
            secret database = env("TAXI_POSTGRES")
            secret spark = env("TAXI_SPARK")
            connection pg: postgres { url: database }
            connection cluster: spark { url: spark }
            source orders: { id: int64 @key, name: text, updated_at: instant } from pg.table("crm.orders") { cursor: transaction }
            pipeline follow{{on}} { write orders to pg.table("mart.orders") { mode: upsert } }
            """);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        program.Variables["TAXI_SPARK"] = on == " on cluster" ? SparkAddress.Require() : "sc://127.0.0.1:1";

        await using NpgsqlConnection early = await database.OpenAsync();
        await ExecuteAsync(early, "begin; insert into crm.orders values (2, 'begun first, committed last', now())");
        await database.ExecuteAsync("insert into crm.orders values (3, 'committed first', now())");
        await RunAsync(program);
        Assert.Equal(2, await database.CountAsync("mart.orders"));

        await ExecuteAsync(early, "commit");
        await database.ExecuteAsync("update crm.orders set name = 'changed' where id = 1");
        string before = await database.ScalarAsync<string>("select horizon || run_id from flow.cursors");
        await KillAsync(database, program);
        Assert.Equal(2, await database.CountAsync("mart.orders"));
        Assert.Equal(before, await database.ScalarAsync<string>("select horizon || run_id from flow.cursors"));

        await RunAsync(program);
        Assert.Equal(0, await database.CountAsync("(table crm.orders except all table mart.orders) d"));
        Assert.Equal(3, await database.CountAsync("mart.orders"));
        Assert.NotEqual(before, await database.ScalarAsync<string>("select horizon || run_id from flow.cursors"));
    }

    private static async Task RunAsync(BuiltProgram program)
    {
        CommandResult run = await program.RunAsync();
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static async Task KillAsync(PostgresDatabase database, BuiltProgram program)
    {
        await using NpgsqlConnection blocker = await database.OpenAsync();
        await ExecuteAsync(blocker, "begin; lock table flow.runs in share mode");
        using RunningProgram running = RunningProgram.Start(program);
        for (int i = 0; await database.CountAsync("pg_locks where relation = 'flow.runs'::regclass and not granted") == 0; i++)
        {
            Assert.False(running.HasEnded || i > 1200, running.Said);
            await Task.Delay(50);
        }

        await running.SignalAsync("KILL");
        Assert.Equal(137, await running.EndAsync());
    }

    private static async Task ExecuteAsync(NpgsqlConnection link, string sql)
    {
        await using NpgsqlCommand command = new(sql, link);
        await command.ExecuteNonQueryAsync();
    }
}
