using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using Npgsql;

namespace FlowLang.EndToEnd.Tests.Incremental;

/// <summary>
/// Each mode on each engine: an interval that is run again changes nothing, one that is killed at its commit leaves all as it was, and what
/// was corrected meanwhile comes in with the next run. The three engines make the same tables.
/// </summary>
public sealed class RerunTests
{
    private static readonly string[] s_modes = ["append", "upsert", "replace", "replace_partition", "scd2"];

    [SkippableTheory]
    [InlineData("duck")]
    [InlineData("pg")]
    [InlineData("cluster")]
    public async Task A_run_of_an_interval_is_as_good_as_two(string engine)
    {
        await using PostgresDatabase database = await EventsAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Text(engine));
        program.Variables["TAXI_POSTGRES"] = database.Url;
        program.Variables["TAXI_SPARK"] = engine == "cluster" ? SparkAddress.Require() : "sc://127.0.0.1:1";

        await RunAsync(program, "2024-01-01");
        await RunAsync(program, "2024-01-02");
        await ExpectAsync(database, correction: 0);

        string[] rows = await AllAsync(database);
        await RunAsync(program, "2024-01-02");
        Assert.Equal(rows, await AllAsync(database));

        await database.ExecuteAsync("update raw.events set name = 'corrected' where id = 60");
        foreach (string mode in s_modes)
        {
            await KillAsync(database, program, mode);
        }

        Assert.Equal(rows, await AllAsync(database));
        await RunAsync(program, "2024-01-02");
        await ExpectAsync(database, correction: 1);
        rows = await AllAsync(database);
        await RunAsync(program, "2024-01-02");
        Assert.Equal(rows, await AllAsync(database));
        Assert.Equal(0, await database.CountAsync("pg_class where relname like 'stage\\_%'"));
        Assert.Equal(2 * s_modes.Length, await database.CountAsync("flow.runs"));
    }

    private static string Text(string engine)
    {
        string on = engine == "duck" ? "" : $" on {engine}";
        return $$"""
            secret database = env("TAXI_POSTGRES")
            secret spark = env("TAXI_SPARK")
            connection pg: postgres { url: database }
            connection cluster: spark { url: spark }
            source events: { id: int64 @key, day: date @key, name: text, n: int32? } from pg.table("raw.events")
            transform people = from events | select id, name, n
            pipeline append{{on}} {
              write events to pg.table("out.append") { mode: append }
              partition: day(start: 2024-01-01, on: day)
            }
            pipeline upsert{{on}} {
              write events to pg.table("out.upsert") { mode: upsert }
              partition: day(start: 2024-01-01, on: day)
            }
            pipeline replace{{on}} {
              write events to pg.table("out.replace") { mode: replace }
              partition: day(start: 2024-01-01, on: day)
            }
            pipeline replace_partition{{on}} {
              write events to pg.table("out.replace_partition") { mode: replace_partition }
              partition: day(start: 2024-01-01, on: day)
            }
            pipeline scd2{{on}} {
              write people to pg.table("out.scd2") { mode: scd2, key: [id], deleted: close }
              partition: day(start: 2024-01-01, on: day)
            }
            """;
    }

    // Persons 1 to 50 on the first day, 26 to 75 on the second, on which those of even numbers have another name.
    private static async Task<PostgresDatabase> EventsAsync()
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            create schema raw;
            create table raw.events (id bigint, day date, name text not null, n integer, primary key (id, day));
            insert into raw.events select i, '2024-01-01', 'person ' || i, nullif(i, 30) from generate_series(1, 50) i;
            insert into raw.events
            select i, '2024-01-02', case when i % 2 = 0 then 'renamed ' else 'person ' end || i, nullif(i, 30) from generate_series(26, 75) i
            """);
        return database;
    }

    private static async Task ExpectAsync(PostgresDatabase database, int correction)
    {
        Assert.Equal(100, await database.CountAsync("out.append"));
        Assert.Equal(0, await database.CountAsync("(table raw.events except all table out.upsert) d"));
        Assert.Equal(0, await database.CountAsync("(table raw.events except all table out.replace_partition) d"));
        Assert.Equal(0, await database.CountAsync("(select * from raw.events where day = '2024-01-02' except all table out.replace) d"));
        Assert.Equal((100, 100, 50), (await database.CountAsync("out.upsert"), await database.CountAsync("out.replace_partition"),
            await database.CountAsync("out.replace")));
        Assert.Equal(0, await database.CountAsync("out.append where name = 'corrected'"));
        Assert.Equal(correction, await database.CountAsync("out.scd2 where name = 'corrected'"));

        // 25 that left, 13 of the others with another name, 50 that are there.
        Assert.Equal((88, 50, 25), (await database.CountAsync("out.scd2"), await database.CountAsync("out.scd2 where is_current"),
            await database.CountAsync("out.scd2 where id <= 25 and valid_from = '2024-01-01Z' and valid_to = '2024-01-02Z'")));
        Assert.Equal(0, await database.CountAsync(
            """
            (select id, name, n from raw.events where day = '2024-01-02' except all select id, name, n from out.scd2 where is_current) d
            """));
        Assert.Equal(0, await database.CountAsync("out.scd2 where is_current <> (valid_to is null)"));
    }

    private static async Task<string[]> AllAsync(PostgresDatabase database)
    {
        List<string> rows = [];
        foreach (string mode in s_modes)
        {
            rows.AddRange(await database.RowsAsync($"'{mode}', t::text", $"from out.{mode} t order by t::text"));
        }

        return [.. rows];
    }

    private static async Task RunAsync(BuiltProgram program, string day)
    {
        CommandResult run = await program.RunAsync("--interval", day);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    /// <summary>Kills the run where it is about to record itself, behind all rows, by a lock on flow.runs.</summary>
    private static async Task KillAsync(PostgresDatabase database, BuiltProgram program, string pipeline)
    {
        await using NpgsqlConnection blocker = await database.OpenAsync();
        await using NpgsqlCommand hold = new("begin; lock table flow.runs in share mode", blocker);
        await hold.ExecuteNonQueryAsync();
        using RunningProgram running = RunningProgram.Start(program, pipeline, "--interval", "2024-01-02");
        for (int i = 0; await database.CountAsync("pg_locks where relation = 'flow.runs'::regclass and not granted") == 0; i++)
        {
            Assert.False(running.HasEnded || i > 1200, running.Said);
            await Task.Delay(50);
        }

        await running.SignalAsync("KILL");
        Assert.Equal(137, await running.EndAsync());
    }
}
