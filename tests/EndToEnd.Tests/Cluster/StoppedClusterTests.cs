using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>A pipeline on a cluster that ends early leaves its target as it was.</summary>
public sealed class StoppedClusterTests
{
    private const string Pipelines = """
        pipeline load on cluster { write (from rows | derive u = upper(t)) to pg.table("mart.rows") { mode: replace } }
        pipeline bad on cluster { write (from rows | derive n = cast(t as int32) else fail) to pg.table("mart.rows") { mode: replace } }
        """;

    [SkippableTheory]
    [InlineData("KILL", 137)]
    [InlineData("INT", 130)]
    public async Task A_run_that_is_stopped_leaves_the_target_as_it_was(string signal, int exitCode)
    {
        await using ClusterProgram cluster = await ClusterProgram.CreateAsync(Pipelines, rows: 400_000, SparkAddress.Require());

        using (RunningProgram running = RunningProgram.Start(cluster.Program, "load"))
        {
            await cluster.UntilStagingAsync(running);
            await running.SignalAsync(signal);
            Assert.Equal(exitCode, await running.EndAsync());
        }

        await cluster.AssertUntouchedAsync();

        CommandResult again = await cluster.Program.RunAsync("load");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(400_000, await cluster.Database.CountAsync("mart.rows where u = 'ROW ' || id"));
        Assert.Equal(0, await cluster.StagedAsync());
    }

    [SkippableFact]
    public async Task A_failure_names_the_row_and_commits_nothing()
    {
        await using ClusterProgram cluster = await ClusterProgram.CreateAsync(Pipelines, rows: 10, SparkAddress.Require());

        CommandResult failed = await cluster.Program.RunAsync("bad");

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("`t` is not an int32", failed.ToString(), StringComparison.Ordinal);
        Assert.Contains("row 1", failed.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await cluster.Database.CountAsync("mart.rows"));
    }
}
