using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>
/// What can happen to a cluster, and to the database that it writes to, in the middle of a run: on a server of the test's own.
/// </summary>
public sealed class ClusterFaultTests
{
    private const int Rows = 400_000;

    private const string Load = """
        pipeline load on cluster { write (from rows | derive u = upper(t)) to pg.table("mart.rows") { mode: replace } }
        """;

    [SkippableFact]
    public async Task A_server_that_is_not_there_is_told_before_a_row_moves()
    {
        await using ClusterProgram cluster = await ClusterProgram.CreateAsync(Load, rows: 10, spark: "sc://127.0.0.1:9");

        CommandResult run = await cluster.Program.RunAsync("load");

        AssertFailed(run, "RT8002", "(sc://127.0.0.1:9) cannot be reached");
        await cluster.AssertUntouchedAsync();
    }

    [SkippableFact]
    public async Task A_server_that_is_killed_and_comes_back_has_lost_the_run()
    {
        await using PrivateServer spark = await PrivateServer.StartAsync("spark");
        await using ClusterProgram cluster = await ClusterProgram.CreateAsync(Load, Rows, spark.Address);
        using RunningProgram running = RunningProgram.Start(cluster.Program, "load");
        await cluster.UntilStagingAsync(running);

        await spark.KillAsync();
        await spark.RestartAsync();

        Assert.Equal(1, await running.EndAsync());
        Assert.Contains("RT8008", running.Said, StringComparison.Ordinal);
        await cluster.AssertUntouchedAsync();
        CommandResult again = await cluster.Program.RunAsync("load");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(Rows, await cluster.Database.CountAsync("mart.rows where u = 'ROW ' || id"));
        Assert.Equal(0, await cluster.StagedAsync());
    }

    [SkippableFact]
    public async Task A_server_that_is_silent_for_half_a_minute_goes_on_with_the_run()
    {
        await using PrivateServer spark = await PrivateServer.StartAsync("spark");
        await using ClusterProgram cluster = await ClusterProgram.CreateAsync(Load, Rows, spark.Address);
        using RunningProgram running = RunningProgram.Start(cluster.Program, "load");
        await cluster.UntilStagingAsync(running);

        await spark.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(30));
        Assert.False(running.HasEnded, running.Said);
        await cluster.AssertUntouchedAsync();
        await spark.ContinueAsync();

        Assert.True(await running.EndAsync() == 0, running.Said);
        Assert.Equal(Rows, await cluster.Database.CountAsync("mart.rows where u = 'ROW ' || id"));
        Assert.Equal(0, await cluster.StagedAsync());
    }

    // The executor of such a small cluster lives in the server, which ends with it: the way to it is lost, unless the server comes to say
    // why it ends.
    [SkippableFact]
    public async Task A_cluster_that_dies_of_too_little_memory_is_told()
    {
        await using PrivateServer spark = await PrivateServer.StartAsync("spark", memory: "512m");
        await using ClusterProgram cluster = await ClusterProgram.CreateAsync(
            """
            transform long = from rows | aggregate n = count() by id = id * 1000000000 else fail | fill id every 1 with n = 0
            pipeline load on cluster { write (from long | select id, t = to_text(n)) to pg.table("mart.rows") { mode: replace } }
            """,
            rows: 2, spark.Address, patience: "5s");

        CommandResult run = await cluster.Program.RunAsync("load");

        (string code, string said) = run.Errors.Contains("RT8012", StringComparison.Ordinal)
            ? ("RT8012", "ran out of resources")
            : ("RT8007", "the connection to Spark of connection `cluster`");
        AssertFailed(run, code, said);
        await cluster.AssertUntouchedAsync();
        Assert.Equal(0, await cluster.StagedAsync());
    }

    // The database itself ends the connection of a task that is in the middle of its rows: whatever the speed of this machine.
    [SkippableFact]
    public async Task A_database_that_hangs_up_on_the_tasks_keeps_its_target()
    {
        await using ClusterProgram cluster = await ClusterProgram.CreateAsync(Load, Rows, SparkAddress.Require());
        await cluster.Database.ExecuteAsync(
            """
            create function public.hang_up() returns trigger language plpgsql as
              $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
            create function public.watch() returns event_trigger language plpgsql as $$
              declare made text := (select object_identity from pg_event_trigger_ddl_commands()
                where object_type = 'table' and object_identity ~ '^flow[.]"?stage' limit 1);
              begin
                if made is not null then
                  execute format('create trigger hang_up before insert on %s for each row when (new.id = 1234) '
                    'execute function public.hang_up()', made);
                end if;
              end $$;
            create event trigger watch on ddl_command_end when tag in ('CREATE TABLE') execute function public.watch();
            """);

        CommandResult run = await cluster.Program.RunAsync("load");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("error RT", run.ToString(), StringComparison.Ordinal);
        Assert.Contains("write to pg.table(\"mart.rows\")", run.ToString(), StringComparison.Ordinal);
        await cluster.AssertUntouchedAsync();
        Assert.Equal(0, await cluster.StagedAsync());
    }

    private static void AssertFailed(CommandResult run, string code, string said)
    {
        Assert.True(run.ExitCode == 1, run.ToString());
        string all = run.ToString();
        Assert.True(all.Contains(code, StringComparison.Ordinal) && all.Contains(said, StringComparison.Ordinal), all);
        Assert.DoesNotContain("java.", all, StringComparison.Ordinal);
    }
}
