using FlowLang.EndToEnd.Tests.Build;
using FlowLang.Runtime;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>
/// A process that is killed between the target's commit and its own ledger's: the next run asks the target, whose word counts.
/// </summary>
public sealed class CommitCrashTests
{
    private const long Rows = 1000;

    private static readonly string s_program = $$"""
        secret database = env("TAXI_POSTGRES")
        type Row = { id: int64 @key, a: int32 }
        connection pg: postgres { url: database }
        connection here: files { root: "." }
        source rows: Row from generator { rows: {{Rows}}, columns: { id: sequence(1), a: uniform(1, 1000) } }
        pipeline load { write rows to pg.table("raw.rows") { mode: replace } }
        pipeline both {
          write rows to pg.table("raw.both") { mode: replace }
          write rows to here.csv("both.csv")
        }
        """;

    [SkippableTheory]
    [InlineData("load", true, RunState.Done, "")]
    [InlineData("load", false, RunState.Crashed, "nothing was committed")]
    [InlineData("both", true, RunState.Crashed, "pg was committed, the other targets may be as before")]
    public async Task A_killed_run_is_what_its_target_says(string pipeline, bool commits, RunState state, string error)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, s_program);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        string ledger = folder["ledger.db"];
        await SucceedAsync(program, "run", pipeline, ledger);

        await KillAsync(database, program, pipeline, ledger, commits);
        Assert.Equal("Running", StateOfLatest(ledger));

        // Looking at the history needs no secret and asks nobody.
        program.Variables.Clear();
        CommandResult seen = await SucceedAsync(program, "runs", pipeline, ledger);
        Assert.Contains("RT7002", seen.Output, StringComparison.Ordinal);
        Assert.Contains("crashed", seen.Output, StringComparison.Ordinal);

        program.Variables["TAXI_POSTGRES"] = database.Url;
        await SucceedAsync(program, "run", pipeline, ledger);
        using RunLedger runs = RunLedger.Open(ledger);
        LedgerEntry killed = runs.Latest(3)[1];
        Assert.Equal(state, killed.State);
        Assert.Contains(error, killed.Error ?? "", StringComparison.Ordinal);
        if (state == RunState.Done)
        {
            Assert.Equal(new RunTotals(Rows, Rows, 0, 0), killed.Totals);
            Assert.NotNull(killed.Ended);
            Assert.Null(killed.Error);
        }
    }

    /// <summary>
    /// Stops the run at its commit by a lock on flow.runs. Where it is to commit, the test takes the local ledger's write lock before it
    /// lets go, and kills when the target has the run: the process then waits for the ledger, or is about to.
    /// </summary>
    private static async Task KillAsync(
        PostgresDatabase database, BuiltProgram program, string pipeline, string ledger, bool commits)
    {
        await using NpgsqlConnection blocker = await database.OpenAsync();
        await ExecuteAsync(blocker, "BEGIN; LOCK TABLE flow.runs IN SHARE MODE");
        using RunningProgram running = RunningProgram.Start(program, pipeline, "--ledger", ledger);
        await UntilAsync(database, running, "pg_locks WHERE relation = 'flow.runs'::regclass AND NOT granted", 1);
        using SqliteConnection sqlite = Open(ledger);
        if (commits)
        {
            Execute(sqlite, "BEGIN IMMEDIATE");
            await ExecuteAsync(blocker, "ROLLBACK");
            await UntilAsync(database, running, "flow.runs", 2);
        }

        await running.SignalAsync("KILL");
        Assert.Equal(137, await running.EndAsync());
    }

    private static async Task UntilAsync(PostgresDatabase database, RunningProgram running, string relation, long count)
    {
        for (int i = 0; i < 600; i++)
        {
            Assert.False(running.HasEnded, running.Said);
            if (await database.CountAsync(relation) == count)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"there never were {count} of {relation}\n{running.Said}");
    }

    private static async Task<CommandResult> SucceedAsync(BuiltProgram program, string command, string pipeline, string ledger)
    {
        CommandResult result = await Command.RunAsync(
            program.Executable, program.Folder, [command, pipeline, "--ledger", ledger], program.Variables);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private static string? StateOfLatest(string ledger)
    {
        using SqliteConnection sqlite = Open(ledger);
        using SqliteCommand command = sqlite.CreateCommand();
        command.CommandText = "SELECT state FROM runs ORDER BY started DESC, id DESC LIMIT 1";
        return command.ExecuteScalar() as string;
    }

    private static SqliteConnection Open(string ledger)
    {
        SqliteConnection sqlite = new(new SqliteConnectionStringBuilder { DataSource = ledger, Pooling = false }.ToString());
        sqlite.Open();
        return sqlite;
    }

    private static void Execute(SqliteConnection sqlite, string sql)
    {
        using SqliteCommand command = sqlite.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
