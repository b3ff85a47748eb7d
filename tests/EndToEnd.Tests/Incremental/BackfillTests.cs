using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using Npgsql;

namespace FlowLang.EndToEnd.Tests.Incremental;

/// <summary>A backfill of a built program: several intervals at once, killed on the way, and gone on with.</summary>
public sealed class BackfillTests
{
    private static readonly string[] s_range = ["--from", "2024-01-01", "--to", "2024-01-11", "--parallel", "3"];

    [SkippableFact]
    public async Task A_killed_backfill_goes_on_with_what_is_not_loaded()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            "create schema raw; create table raw.rows (id bigint primary key, day date not null); "
            + "insert into raw.rows select i, date '2024-01-01' + (i % 12)::int from generate_series(1, 1200) i");
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(
            folder,
            """
            secret database = env("TAXI_POSTGRES")
            connection pg: postgres { url: database }
            source rows: { id: int64 @key, day: date } from pg.table("raw.rows")
            pipeline load {
              write rows to pg.table("mart.rows") { mode: append }
              partition: day(start: 2024-01-01, on: day)
            }
            """);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        CommandResult first = await BackfillAsync(program, "--from", "2024-01-01", "--to", "2024-01-03");
        Assert.True(first.ExitCode == 0, first.ToString());

        await using (NpgsqlConnection blocker = await database.OpenAsync())
        {
            await using NpgsqlCommand hold = new("begin; lock table flow.runs in share mode", blocker);
            await hold.ExecuteNonQueryAsync();
            using RunningProgram running = RunningProgram.Start(
                program.Executable, program.Folder, ["backfill", "load", .. s_range], program.Variables);
            for (int i = 0; await database.CountAsync("pg_locks where relation = 'flow.runs'::regclass and not granted") < 3; i++)
            {
                Assert.False(running.HasEnded || i > 1200, running.Said);
                await Task.Delay(50);
            }

            await running.SignalAsync("KILL");
            Assert.Equal(137, await running.EndAsync());
        }

        Assert.Equal(200, await database.CountAsync("mart.rows"));
        CommandResult preview = await BackfillAsync(program, [.. s_range, "--dry-run"]);
        Assert.Equal(8, preview.Output.Split('\n').Count(line => line.TrimEnd().EndsWith("to run", StringComparison.Ordinal)));
        CommandResult rest = await BackfillAsync(program, s_range);
        Assert.True(rest.ExitCode == 0, rest.ToString());
        Assert.Contains("backfill load: 8 done, 0 failed, 2 loaded before", rest.Output, StringComparison.Ordinal);
        Assert.Equal(0, await database.CountAsync("(select * from raw.rows where day < '2024-01-11' except all table mart.rows) d"));
        Assert.Equal(1000, await database.CountAsync("mart.rows"));
        Assert.Equal(10, await database.CountAsync("flow.runs"));
    }

    private static Task<CommandResult> BackfillAsync(BuiltProgram program, params string[] arguments) =>
        Command.RunAsync(program.Executable, program.Folder, ["backfill", "load", .. arguments], program.Variables);
}
