using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using FlowLang.EndToEnd.Tests.Streams;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>Processes that share a ledger in PostgreSQL and a stream that says `instances`, as hosts do.</summary>
public sealed class SharedStreamTests
{
    [SkippableFact]
    public async Task Hosts_of_one_ledger_share_the_partitions_of_a_stream_and_each_window_is_there_once()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        string name = $"shared{Guid.NewGuid():N}";
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, database, $$"""
            workspace {{name}} { ledger: pg }
            {{StreamProgram.ZoneLoad}}
            pipeline live {
              write zone_load to pg.table("mart.zone_load") { mode: append, create: if_missing, delivery: effectively_once }
              instances: 2
              commit: 50ms
            }
            """, ", key: zone_id", name);
        RunningProgram Serve(string host) => RunningProgram.Start(
            program.Executable, Directory.CreateDirectory(folder[host]).FullName, ["serve", "--listen", "none"], program.Variables);

        topic.Produce(4_000, byZone: true);
        using RunningProgram first = Serve("first");
        await first.UntilAsync(() => Has(first), "its partitions");
        using RunningProgram second = Serve("second");
        await second.UntilAsync(() => Has(second), "its partitions");
        using RunningProgram third = Serve("third");
        topic.Produce(4_000, byZone: true);
        await third.UntilAsync(() => third.Said.Contains("1 streams", StringComparison.Ordinal), "that it serves");
        Assert.Equal("2 2", await InstancesAsync());

        // One is stopped, and one dies: the third takes an instance up, and who wakes up finds one.
        await second.SignalAsync("STOP");
        await third.UntilAsync(() => Has(third), "partitions of who is stopped");
        topic.Produce(4_000, byZone: true);
        await first.SignalAsync("KILL");
        await second.SignalAsync("CONT");
        topic.Produce(4_000, byZone: true);
        topic.Close();
        await third.UntilAsync(() => Windows() == topic.Windows.Count(), "all windows");
        await EndAsync(second);
        await EndAsync(third);
        Assert.Equal(topic.Windows, await database.RowsAsync(
            "zone_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), trips, revenue",
            "FROM mart.zone_load ORDER BY window_start, zone_id"));

        static bool Has(RunningProgram process) => process.Said.Contains("has e2e.", StringComparison.Ordinal);

        async Task<object?> InstancesAsync() => await database.ScalarAsync(
            $"SELECT count(*) || ' ' || count(DISTINCT owner) FROM flow_ledger_{name}.jobs WHERE phase = 'Running'");

        int Windows() => Convert.ToInt32(
            database.ScalarAsync("SELECT count(*) FROM mart.zone_load").GetAwaiter().GetResult(),
            System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task EndAsync(RunningProgram program)
    {
        await program.SignalAsync("TERM");
        Assert.True(await program.EndAsync() == 0, program.Said);
    }
}
