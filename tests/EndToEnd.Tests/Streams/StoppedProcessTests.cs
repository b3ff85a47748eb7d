using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A process that is stopped (SIGSTOP) while another one takes its work over, and wakes up (SIGCONT).</summary>
public sealed class StoppedProcessTests
{
    private const string Windowed = StreamProgram.ZoneLoad + """
        pipeline live { write zone_load to pg.table("mart.zone_load") { mode: append, create: if_missing } commit: 20ms }
        """;

    [SkippableFact]
    public async Task A_process_that_wakes_up_writes_nothing_more()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Windowed);
        topic.Produce(4_000);
        using RunningProgram zombie = RunningProgram.Start(program, "live");
        await TakenAsync(database, zombie, 1_000);
        await zombie.SignalAsync("STOP");
        topic.Produce(4_000);
        folder.Write("second/.keep", "");
        using (RunningProgram owner = RunningProgram.Start(program.Executable, folder["second"], ["run", "live"], program.Variables))
        {
            await TakenAsync(database, owner, 8_000);
            await zombie.SignalAsync("CONT");
            Assert.Equal(1, await zombie.EndAsync());
            Assert.Contains("error RT4102", zombie.Said, StringComparison.Ordinal);
            topic.Produce(2_000);
            await TakenAsync(database, owner, 10_000);
            await owner.SignalAsync("TERM");
            Assert.Equal(0, await owner.EndAsync());
        }

        topic.Close();
        CommandResult run = await program.RunAsync("live", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(
            topic.Windows,
            await database.RowsAsync(
                "zone_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), trips, revenue",
                "FROM mart.zone_load ORDER BY window_start, zone_id"));
    }

    /// <summary>Waits until so many records are committed.</summary>
    private static async Task TakenAsync(PostgresDatabase database, RunningProgram program, long records)
    {
        using CancellationTokenSource late = new(TimeSpan.FromMinutes(2));
        while (!await database.HasTableAsync("flow.stream_offsets")
            || await database.ScalarAsync("SELECT sum(next_offset)::bigint FROM flow.stream_offsets") is not long taken
            || taken < records)
        {
            Assert.False(program.HasEnded || late.IsCancellationRequested, program.Said);
            await Task.Delay(50);
        }
    }
}
