using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using Microsoft.Data.Sqlite;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>A built executable that is served: through its death, beside another one, and to its end.</summary>
public sealed class ServeTests
{
    private const string Zones = """
        type Zone = { zone_id: int32 @key, name: text }
        connection lake: files { root: "data" }
        source zones: Zone from lake.csv("zones.csv")
        source many: { n: int64 @key, t: text } from generator { rows: 30000000, columns: { n: sequence(1), t: letters(30) } }

        """;

    [Fact]
    public async Task A_schedule_runs_what_comes_after_it_and_the_commands_of_operators_work()
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, """
            pipeline often { write zones to lake.csv("often.csv") schedule: every(1s) }
            pipeline behind { write zones to lake.csv("behind.csv") after: [often] }
            """);
        using RunningProgram serve = Serve(program);
        await serve.UntilAsync(() => File.Exists(folder["data/behind.csv"]), "the run behind the schedule");
        await OkAsync(program, "pause", "often");
        await serve.UntilAsync(() => Count(folder, "phase IN ('Queued', 'Running')") == 0, "a pause");
        CommandResult status = await OkAsync(program, "status");
        Assert.Contains("it is served", status.Output, StringComparison.Ordinal);
        Assert.Contains("paused", status.Output, StringComparison.Ordinal);
        string run = Text(folder, "SELECT id FROM jobs WHERE phase = 'Done' LIMIT 1");
        Assert.Contains("read 1 = written 1", (await OkAsync(program, "logs", run)).Output, StringComparison.Ordinal);
        CommandResult late = await Command.RunAsync(program.Executable, folder.Path, ["cancel", run]);
        Assert.True(late.ExitCode == 2 && late.Errors.Contains("RT7021", StringComparison.Ordinal), late.ToString());
        int before = Count(folder, "pipeline = 'often'");
        await OkAsync(program, "resume", "often");
        await serve.UntilAsync(() => Count(folder, "pipeline = 'often'") > before, "a run after the pause");
        await serve.SignalAsync("TERM");
        Assert.True(await serve.EndAsync() == 0, serve.Said);
        Assert.Contains("nobody serves it", (await OkAsync(program, "status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_process_was_killed_is_run_again_by_the_next()
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, Long);
        using (RunningProgram killed = Serve(program))
        {
            await killed.UntilAsync(() => Number(folder, "SELECT count(*) FROM runs WHERE state = 'Running'") == 1, "a run");
            await killed.SignalAsync("KILL");
            await killed.EndAsync();
        }

        Assert.Equal(1, Count(folder, "phase = 'Running'"));
        using RunningProgram next = Serve(program);
        await next.UntilAsync(() => Count(folder, "crashes = 1 AND attempt = 2 AND phase = 'Running'") == 1, "the second try");
        Assert.Equal(1, Number(folder, "SELECT count(*) FROM runs WHERE state = 'Crashed'"));
        string run = Text(folder, "SELECT id FROM jobs");
        await OkAsync(program, "cancel", run);
        await next.UntilAsync(() => Count(folder, "phase = 'Cancelled'") == 1, "the end of the cancelled run");
        Assert.False(File.Exists(folder["data/many.csv"]));
        await next.SignalAsync("TERM");
        Assert.Equal(0, await next.EndAsync());
    }

    [Fact]
    public async Task A_drain_stops_what_takes_too_long_and_leaves_it_to_the_next()
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, Long);
        using RunningProgram serve = Serve(program, "--drain", "1s");
        await serve.UntilAsync(() => Count(folder, "phase = 'Running'") == 1, "a run");
        await serve.SignalAsync("TERM");
        Assert.True(await serve.EndAsync() == 0, serve.Said);
        Assert.Equal(1, Count(folder, "phase = 'Queued' AND crashes = 0"));
        Assert.Empty(Directory.GetFiles(folder["data"], "many*"));
    }

    [Fact]
    public async Task Two_that_serve_one_ledger_run_nothing_twice()
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, """
            pipeline a { write zones to lake.csv("a.csv") schedule: every(1s) }
            pipeline b { write zones to lake.csv("b.csv") schedule: every(1s) }
            """);
        using RunningProgram one = Serve(program);
        using RunningProgram other = Serve(program);
        await one.UntilAsync(() => Count(folder, "phase = 'Done'") >= 12, "a dozen runs");
        Assert.False(other.HasEnded, other.Said);
        await other.SignalAsync("KILL");
        int done = Count(folder, "phase = 'Done'");
        await one.UntilAsync(() => Count(folder, "phase = 'Done'") > done + 4, "runs of the one that is left");
        await one.SignalAsync("TERM");
        Assert.True(await one.EndAsync() == 0, one.Said);
        Assert.Equal(0, Number(folder, "SELECT count(*) FROM (SELECT 1 FROM runs WHERE state = 'Done' GROUP BY job HAVING count(*) > 1)"));
        Assert.Equal(0, Number(folder, "SELECT count(*) FROM (SELECT 1 FROM jobs GROUP BY pipeline, slot HAVING count(*) > 1)"));
        Assert.Equal(0, Count(folder, "phase = 'Failed'"));
    }

    [Fact]
    public async Task Files_that_arrive_start_a_run_once_also_where_their_pipeline_alone_is_served()
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, """
            source arrived: Zone from lake.csv("in/*.csv")
            secret nowhere = env("NOWHERE")
            connection pg: postgres { host: "db.invalid", user: "u", password: nowhere }
            pipeline load { write arrived to lake.csv("loaded.csv") on: arrival("in/*.csv") }
            pipeline other { write arrived to pg.table("t") { mode: append } schedule: every(1s) }
            """);
        foreach ((string[] names, string code) in new (string[], string)[] { ([], "RT1001"), (["load", "none"], "RT1008") })
        {
            CommandResult refused = await Command.RunAsync(
                program.Executable, program.Folder, ["serve", .. names, "--listen", "none"], program.Variables);
            Assert.True(refused.ExitCode == 2 && refused.Errors.Contains(code, StringComparison.Ordinal), refused.ToString());
        }

        using RunningProgram serve = Serve(program, "load");
        await serve.UntilAsync(() => serve.Said.Contains("serving", StringComparison.Ordinal), "its start");
        folder.Write("data/in/one.csv", "zone_id,name\n1,a\n");
        await serve.UntilAsync(() => Count(folder, "phase = 'Done'") == 1, "a run for the file");
        folder.Write("data/in/two.csv", "zone_id,name\n2,b\n");
        await serve.UntilAsync(() => Count(folder, "phase = 'Done'") == 2, "a run for the second file");
        Assert.Equal(3, File.ReadAllLines(folder["data/loaded.csv"]).Length);
        await serve.SignalAsync("TERM");
        Assert.True(await serve.EndAsync() == 0, serve.Said);
        Assert.Equal(2, Count(folder, "cause = 'Arrival'"));
        Assert.Equal(0, Count(folder, "pipeline = 'other'"));
    }

    [SkippableFact]
    public async Task A_ledger_on_a_full_disk_stops_the_scheduling_until_there_is_room_and_one_on_a_read_only_disk_is_refused()
    {
        using TemporaryFolder folder = new();
        await using SmallDisk disk = await SmallDisk.MountAsync(folder["small"], megabytes: 8);
        BuiltProgram program = await BuildAsync(folder, """
            pipeline often { write zones to lake.csv("often.csv") schedule: every(1s) }
            """);
        using RunningProgram serve = Serve(program, "--ledger", folder["small/l.db"]);
        await serve.UntilAsync(() => File.Exists(folder["data/often.csv"]), "a run");
        FillUp(folder["small/filler"]);
        await serve.UntilAsync(() => serve.Said.Contains("nothing is started", StringComparison.Ordinal), "what is wrong");
        Assert.Contains("the disk is full", serve.Said, StringComparison.Ordinal);
        File.Delete(folder["small/filler"]);
        await serve.UntilAsync(() => serve.Said.Contains("scheduling goes on", StringComparison.Ordinal), "that it goes on");
        await serve.SignalAsync("TERM");
        Assert.True(await serve.EndAsync() == 0, serve.Said);

        await disk.ProtectAsync();
        File.Delete(folder["data/often.csv"]);
        foreach (string command in (string[])["serve", "run", "doctor"])
        {
            CommandResult refused = await Command.RunAsync(program.Executable, folder.Path, [command, "--ledger", folder["small/l.db"]]);
            Assert.True(refused.ExitCode == 2, $"{command}: {refused}");
            Assert.Contains("RT7001", refused.ToString(), StringComparison.Ordinal);
            Assert.Contains("can't be opened for writing", refused.ToString(), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(folder["data/often.csv"])); // nothing runs that could not be recorded
    }

    private const string Long = """
        pipeline long { write many to lake.csv("many.csv") partition: hour(start: 2026-01-01T00:00Z) schedule: every(1s) catch_up: last(1) }
        """;

    private static async Task<BuiltProgram> BuildAsync(TemporaryFolder folder, string pipelines)
    {
        folder.Write("data/zones.csv", "zone_id,name\n1,Newark\n");
        return await BuiltProgram.FromTextAsync(folder, Zones + pipelines);
    }

    private static RunningProgram Serve(BuiltProgram program, params string[] options) =>
        RunningProgram.Start(program.Executable, program.Folder, ["serve", "--listen", "none", .. options], program.Variables);

    private static async Task<CommandResult> OkAsync(BuiltProgram program, params string[] arguments)
    {
        CommandResult result = await Command.RunAsync(program.Executable, program.Folder, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private static void FillUp(string path)
    {
        using FileStream filler = File.Create(path, 1);
        try
        {
            while (true)
            {
                filler.Write(new byte[512]);
            }
        }
        catch (IOException)
        {
        }
    }

    private static int Count(TemporaryFolder folder, string where) => (int)Number(folder, $"SELECT count(*) FROM jobs WHERE {where}");

    private static long Number(TemporaryFolder folder, string sql) => Ask(folder, sql) as long? ?? 0;

    private static string Text(TemporaryFolder folder, string sql) => Ask(folder, sql) as string ?? "";

    // Null while the ledger is being made.
    private static object? Ask(TemporaryFolder folder, string sql)
    {
        string path = folder["built/ws.ledger.db"];
        if (!File.Exists(path))
        {
            return null;
        }

        using SqliteConnection connection = new(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            return command.ExecuteScalar();
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
