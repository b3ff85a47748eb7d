using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.PushDown;

/// <summary>A pipeline that computes in the database and ends early leaves all as it was.</summary>
public sealed class StoppedBatchTests
{
    private const string Head = """
        secret database = env("TAXI_POSTGRES")
        connection pg: postgres { url: database }
        source rows: { id: int64 @key, t: text, n: int32 } from pg.table("raw.rows")

        """;

    private const string Slow = Head + """
        transform slow = from rows | derive a = uuid(t), b = uuid(t ++ "b"), c = uuid(t ++ "c") | dedupe by a keep latest id
        pipeline pushed on pg { write slow to pg.table("mart.rows") { mode: replace, rejects: discard } }
        """;

    [SkippableTheory]
    [InlineData("KILL", 137)]
    [InlineData("INT", 130)]
    public async Task A_batch_that_is_stopped_leaves_the_target_as_it_was(string signal, int exitCode)
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 200_000);
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Slow);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        await database.ExecuteAsync("create schema mart; create table mart.rows as select 1 as mark");
        await database.ExecuteAsync("drop table mart.rows");

        using (RunningProgram running = RunningProgram.Start(program, "pushed"))
        {
            await UntilComputingAsync(database, running);
            await running.SignalAsync(signal);
            Assert.Equal(exitCode, await running.EndAsync());
        }

        await UntilQuietAsync(database);
        Assert.False(await database.HasTableAsync("mart.rows"));
        Assert.Equal(0, await database.CountAsync("flow.runs"));
    }

    [SkippableFact]
    public async Task An_expectation_that_fails_rolls_everything_back()
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 100);
        string said = await FailAsync(database, Head + """
            transform kept = from rows | where n > 0
            expect on kept { volume(max: 10) }
            pipeline pushed on pg {
              write (from rows) to pg.table("mart.all") { mode: replace }
              write kept to pg.table("mart.kept") { mode: replace }
            }
            """);
        Assert.Contains("volume(max: 10)", said, StringComparison.Ordinal);
        Assert.False(await database.HasTableAsync("mart.all"));
        Assert.Equal(0, await database.CountAsync("flow.runs"));
    }

    [SkippableFact]
    public async Task A_failure_without_a_handler_names_the_row()
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 100);
        string said = await FailAsync(
            database, Head + "pipeline pushed on pg { write (from rows | derive m = n * 100000000) to pg.table(\"mart.all\") }");
        Assert.Contains("overflow in `n * 100000000`", said, StringComparison.Ordinal);
        Assert.Contains("\"n\":22", said, StringComparison.Ordinal);
        Assert.False(await database.HasTableAsync("mart.all"));
    }

    [SkippableTheory]
    [InlineData("alter table raw.rows alter n drop not null; update raw.rows set n = null where id = 5", "RT6015", 1)]
    [InlineData("alter table raw.rows alter n type bigint", "RT6011", 3)]
    public async Task A_source_that_is_not_what_was_compiled_ends_the_run(string change, string code, int exitCode)
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 10);
        await database.ExecuteAsync(change);
        string said = await FailAsync(database, Head + "pipeline pushed on pg { write (from rows) to pg.table(\"mart.all\") }", exitCode);
        Assert.Contains(code, said, StringComparison.Ordinal);
        Assert.False(await database.HasTableAsync("mart.all"));
    }

    [SkippableFact]
    public async Task A_dry_run_prepares_and_leaves_nothing()
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 10);
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Slow);
        program.Variables["TAXI_POSTGRES"] = database.Url;

        CommandResult run = await program.RunAsync("pushed", "--dry-run");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("creates table mart.rows", run.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await database.CountAsync("pg_namespace where nspname in ('flow', 'mart')"));
    }

    [SkippableFact]
    public async Task A_user_who_may_not_create_functions_is_told_what_to_grant()
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 10);
        string user = $"flow_user_{Guid.NewGuid():n}"[..24];
        await database.ExecuteAsync(
            $"create role {user} login; create schema flow; create schema mart; grant all on schema mart to {user}; "
            + $"grant usage on schema flow, raw to {user}; grant select on all tables in schema raw to {user}");
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(
            folder, Head + "pipeline pushed on pg { write (from rows | derive u = upper(t)) to pg.table(\"mart.all\") }");
        program.Variables["TAXI_POSTGRES"] = database.UrlFor(user, null);
        try
        {
            CommandResult refused = await program.RunAsync("pushed");
            Assert.Contains("RT6004", refused.ToString(), StringComparison.Ordinal);
            Assert.Contains("GRANT USAGE, CREATE ON SCHEMA flow", refused.ToString(), StringComparison.Ordinal);

            await database.ExecuteAsync($"grant create on schema flow to {user}");
            CommandResult made = await program.RunAsync("pushed");
            Assert.True(made.ExitCode == 0, made.ToString());
            Assert.Equal(10, await database.CountAsync("mart.all where u = upper(t)"));
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {user}; drop role {user}");
        }
    }

    [SkippableFact]
    public async Task What_describe_prints_for_an_administrator_is_enough_for_a_user_who_may_not_create()
    {
        await using PostgresDatabase database = await DatabaseAsync(rows: 10);
        string user = $"flow_user_{Guid.NewGuid():n}"[..24];
        await database.ExecuteAsync(
            $"create role {user} login; create schema mart; grant all on schema mart to {user}; grant usage on schema raw to {user}; "
            + $"grant select on all tables in schema raw to {user}; revoke create on database {database.Name} from public");
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(
            folder, Head + "pipeline pushed on pg { write (from rows | derive u = upper(t)) to pg.table(\"mart.all\") }");
        program.Variables["TAXI_POSTGRES"] = database.UrlFor(user, null);
        try
        {
            CommandResult refused = await program.RunAsync("pushed");
            Assert.Contains("RT6004", refused.ToString(), StringComparison.Ordinal);
            Assert.Contains("`describe --grants`", refused.ToString(), StringComparison.Ordinal);

            CommandResult printed = await Command.RunAsync(
                program.Executable, program.Folder, ["describe", "--grants"], program.Variables);
            Assert.Contains("flow.upper_1", printed.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("flow.lower_1", printed.Output, StringComparison.Ordinal);
            await database.ExecuteAsync(printed.Output);
            CommandResult made = await program.RunAsync("pushed");
            Assert.True(made.ExitCode == 0, made.ToString());
            Assert.Equal(10, await database.CountAsync("mart.all where u = upper(t)"));
            Assert.Equal(
                0, await database.CountAsync($"pg_roles where rolname = '{user}' and has_schema_privilege(oid, 'flow', 'CREATE')"));
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {user}; drop role {user}");
        }
    }

    private static async Task<PostgresDatabase> DatabaseAsync(int rows)
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"""
            create schema raw;
            create table raw.rows (id bigint primary key, t text not null, n integer not null);
            insert into raw.rows select i, 'row ' || i, i from generate_series(1, {rows}) i
            """);
        return database;
    }

    private static async Task<string> FailAsync(PostgresDatabase database, string text, int exitCode = 1)
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, text);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        CommandResult run = await program.RunAsync("pushed");
        Assert.True(run.ExitCode == exitCode, run.ToString());
        return run.ToString();
    }

    private static async Task UntilComputingAsync(PostgresDatabase database, RunningProgram running)
    {
        for (int i = 0; i < 600; i++)
        {
            Assert.False(running.HasEnded, running.Said);
            if (await database.CountAsync(
                "pg_stat_activity where datname = current_database() and state = 'active' and query like 'INSERT INTO%'") > 0)
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"nothing was computed\n{running.Said}");
    }

    private static async Task UntilQuietAsync(PostgresDatabase database)
    {
        for (int i = 0; i < 400 && await database.CountAsync(
            "pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'") > 0; i++)
        {
            await Task.Delay(50);
        }
    }
}
