using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>A load that is stopped in the middle leaves the target as it was, and the next run is as if nothing had happened.</summary>
public sealed class InterruptionTests
{
    private const long Rows = 4_000_000;

    private static readonly string s_program = $$"""
        secret database = env("TAXI_POSTGRES")
        type Row = { id: int64 @key, a: int32, b: decimal(12, 2), c: text }
        connection pg: postgres { url: database }
        source rows: Row from generator {
          rows: {{Rows}}, columns: { id: sequence(1), a: uniform(1, 1000), b: uniform(0.00, 99.99), c: letters(12) }
        }
        pipeline load { write rows to pg.table("raw.rows") { mode: replace } }
        pipeline add  { write rows to pg.table("raw.added") { mode: append } }
        """;

    [SkippableTheory]
    [InlineData("INT", 130, "load")]
    [InlineData("TERM", 130, "load")]
    [InlineData("KILL", 137, "load")]
    [InlineData("KILL", 137, "add")]
    public async Task A_load_that_is_stopped_leaves_nothing(string signal, int exitCode, string pipeline)
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, s_program);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        string table = pipeline == "load" ? "raw.rows" : "raw.added";

        using (RunningProgram running = RunningProgram.Start(program, pipeline))
        {
            await UntilCopyingAsync(database, running);
            await running.SignalAsync(signal);
            Assert.Equal(exitCode, await running.EndAsync());
        }

        await UntilQuietAsync(database);
        Assert.True(!await database.HasTableAsync(table) || await database.CountAsync(table) == 0);

        CommandResult again = await program.RunAsync(pipeline);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(Rows, await database.CountAsync(table));
        Assert.Equal(0, await database.CountAsync("pg_tables where schemaname = 'raw' and tablename not in ('rows', 'added')"));
        CommandResult runs = await Command.RunAsync(program.Executable, program.Folder, ["runs"], program.Variables);
        Assert.Contains(signal == "KILL" ? "crashed" : "cancelled", runs.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task UntilCopyingAsync(PostgresDatabase database, RunningProgram running)
    {
        for (int i = 0; i < 600; i++)
        {
            Assert.False(running.HasEnded, running.Said);
            if (await database.CountAsync("pg_stat_progress_copy where datname = current_database() and tuples_processed > 1000") > 0)
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"no COPY began\n{running.Said}");
    }

    /// <summary>The server notices a dead client when it next reads from it.</summary>
    private static async Task UntilQuietAsync(PostgresDatabase database)
    {
        for (int i = 0; i < 200 && await database.CountAsync(
            "pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'") > 0; i++)
        {
            await Task.Delay(50);
        }
    }
}
