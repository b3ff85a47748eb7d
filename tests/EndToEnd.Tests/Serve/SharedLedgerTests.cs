using System.Globalization;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>Processes that share a ledger in PostgreSQL, as hosts do: one dies, the server dies, one is stopped and wakes up.</summary>
public sealed class SharedLedgerTests
{
    private const int Hours = 60;
    private const int Parallel = 3;

    [SkippableFact]
    public async Task Hosts_share_the_work_and_each_interval_is_loaded_once_whatever_dies()
    {
        await using PrivatePostgres server = await PrivatePostgres.StartAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, server);
        Assert.Contains("AUTHORIZATION", (await OkAsync(program, "describe", "--grants")).Output, StringComparison.Ordinal);
        Assert.Contains("ledger: in schema flow_ledger_ws of `pg`", (await OkAsync(program, "doctor")).Output, StringComparison.Ordinal);

        RunningProgram first = Serve(program);
        using RunningProgram second = Serve(program);
        await second.UntilAsync(() => Jobs(server, $"phase = 'Running' AND owner LIKE '%:{first.Id}:%'") > 0, "a run of the first");
        await second.UntilAsync(() => Jobs(server, $"phase = 'Running' AND owner LIKE '%:{second.Id}:%'") > 0, "a run of the second");
        await first.UntilAsync(() => Jobs(server, $"phase = 'Running' AND owner LIKE '%:{first.Id}:%'") > 0, "another of the first");
        await first.SignalAsync("KILL");
        int done = Jobs(server, "phase = 'Done'");
        await second.UntilAsync(() => Jobs(server, "phase = 'Done'") > done + 3, "runs of the one that is left");
        first.Dispose();

        await server.KillAsync();
        await server.RestartAsync();
        await second.UntilAsync(() => Jobs(server, "phase = 'Done'") > done + 6, "runs behind the restart of the server");

        using RunningProgram third = Serve(program);
        await third.UntilAsync(() => Jobs(server, $"phase = 'Running' AND owner LIKE '%:{third.Id}:%'") > 0, "a run of the third");
        await second.SignalAsync("STOP");
        await third.UntilAsync(() => Jobs(server, "phase = 'Done'") >= Hours && Jobs(server, "phase <> 'Done'") == 0, "all runs");
        await second.SignalAsync("CONT");
        await EndAsync(second);
        await EndAsync(third);
        Assert.Equal(0, Jobs(server, "phase <> 'Done'"));
        Assert.Equal($"{Jobs(server, "true")}", Text(server, "SELECT count(*) FROM loaded"));
        Assert.Equal("0", Text(server, "SELECT count(*) FROM (SELECT 1 FROM flow_ledger_ws.jobs GROUP BY interval HAVING count(*) > 1) d"));
        Assert.Equal("0", Text(server, "SELECT count(*) FROM flow_ledger_ws.runs WHERE state = 'Running'"));
        Assert.Contains("nobody serves it", (await OkAsync(program, "status")).Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_run_goes_on_elsewhere_while_the_host_that_holds_its_interval_is_stopped()
    {
        await using PrivatePostgres server = await PrivatePostgres.StartAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, server, hours: 1, rows: 4_000_000);
        using RunningProgram stopped = Serve(program);
        const string Copying = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY%loaded%'";
        await stopped.UntilAsync(() => Text(server, Copying) != "0", "a run that sends its rows");
        await stopped.SignalAsync("STOP");
        using RunningProgram other = Serve(program);
        await other.UntilAsync(() => Jobs(server, $"owner LIKE '%:{other.Id}:%'") > 0, "the run's next owner");
        Assert.Equal("0", Text(server, "SELECT count(*) FROM loaded"));
        await other.UntilAsync(() => Jobs(server, "phase = 'Done'") > 0, "the end of the run");
        Assert.Contains("a process that lost this run", other.Said, StringComparison.Ordinal);
        await stopped.SignalAsync("CONT");
        await EndAsync(stopped);
        await EndAsync(other);
        // More than one where an hour ended meanwhile.
        Assert.Equal("True", Text(server, "SELECT count(*) = 4000000 * (SELECT count(*) FROM flow.runs) FROM loaded"));
    }

    private static async Task<BuiltProgram> BuildAsync(TemporaryFolder folder, PrivatePostgres server, int hours = Hours, int rows = 1)
    {
        string start = DateTime.UtcNow.AddHours(-hours).ToString("yyyy-MM-dd'T'HH':00Z'", CultureInfo.InvariantCulture);
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, $$"""
            workspace ws { ledger: pg }
            secret pg_url = env("PG_URL")
            connection pg: postgres { url: pg_url }
            source one: { n: int64 , t: text } from generator { rows: {{rows}}, columns: { n: sequence(1), t: letters(30) } }
            pipeline load {
              write one to pg.table("loaded") { mode: append }
              partition: hour(start: {{start}})
              schedule: every(1s)
              catch_up: all
              concurrency: 4
              retry: 50 { backoff: fixed(1s) }
            }
            """);
        program.Variables["PG_URL"] = server.Url;
        return program;
    }

    private static RunningProgram Serve(BuiltProgram program) => RunningProgram.Start(
        program.Executable, program.Folder, ["serve", "--listen", "none", "--parallel", $"{Parallel}"], program.Variables);

    private static async Task EndAsync(RunningProgram program)
    {
        await program.SignalAsync("TERM");
        Assert.True(await program.EndAsync() == 0, program.Said);
    }

    private static async Task<CommandResult> OkAsync(BuiltProgram program, params string[] arguments)
    {
        CommandResult result = await Command.RunAsync(program.Executable, program.Folder, arguments, program.Variables);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private static int Jobs(PrivatePostgres server, string where) =>
        int.Parse(Text(server, $"SELECT count(*) FROM flow_ledger_ws.jobs WHERE {where}"), CultureInfo.InvariantCulture);

    // Nothing while the ledger is being made. Not asked as often as could be: each question is a connection.
    private static string Text(PrivatePostgres server, string sql)
    {
        try
        {
            return Task.Run(async () =>
            {
                await Task.Delay(50);
                return await server.ScalarAsync(sql);
            }).GetAwaiter().GetResult()?.ToString() ?? "0";
        }
        catch (Npgsql.NpgsqlException)
        {
            return "0";
        }
    }
}
