using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Several processes of one program, which share the partitions of a topic that has a zone's trips in one of them.</summary>
public sealed class InstancesTests
{
    private const string Shared = StreamProgram.ZoneLoad + """
        transform running = from trips | where zone_id > 0 | aggregate n = count() by zone_id ttl 365d emit changes
        pipeline live {
          write zone_load to pg.table("mart.zone_load") { mode: append, create: if_missing, delivery: effectively_once }
          write running to pg.table("mart.running") { mode: upsert, create: if_missing }
          instances: 3
          commit: 50ms
        }
        """;

    private const string Keyed = ", key: zone_id";

    [SkippableFact]
    public async Task Processes_come_are_killed_and_leave_and_every_window_is_there_once()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Shared, Keyed);
        RunningProgram Begin(string name) => RunningProgram.Start(
            program.Executable, Directory.CreateDirectory(folder[name]).FullName, ["run", "live"], program.Variables);

        static bool Has(RunningProgram process) => process.Said.Contains("has e2e.", StringComparison.Ordinal);
        topic.Produce(4_000, byZone: true);
        using RunningProgram first = Begin("first");
        await first.UntilAsync(() => Has(first), "its partitions");
        using RunningProgram second = Begin("second");
        await second.UntilAsync(() => Has(second), "its partitions");
        topic.Produce(4_000, byZone: true);
        using RunningProgram third = Begin("third");
        await third.UntilAsync(() => Has(third), "its partitions");
        topic.Produce(4_000, byZone: true);
        await Task.Delay(500);
        await second.SignalAsync("KILL");
        Assert.Equal(137, await second.EndAsync());
        topic.Produce(4_000, byZone: true);
        await third.SignalAsync("TERM");
        Assert.True(await third.EndAsync() == 0, third.Said);
        topic.Produce(4_000, byZone: true);
        topic.Close();
        await first.UntilAsync(() => Windows(database) == topic.Windows.Count(), "all windows");
        await first.SignalAsync("TERM");
        Assert.True(await first.EndAsync() == 0, first.Said);

        Assert.Equal(topic.Windows, await database.RowsAsync(
            "zone_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), trips, revenue",
            "FROM mart.zone_load ORDER BY window_start, zone_id"));
        Assert.Equal(topic.Trips, await database.ScalarAsync<decimal>("select sum(n) from mart.running"));
    }

    [SkippableFact]
    public async Task A_topic_has_each_window_once_though_a_process_was_killed()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        string name = $"topics{Guid.NewGuid():N}";
        string shared = $$"""
            transform zone_load =
              from trips
              | where zone_id > 0
              | window tumble(1m, on: pickup)
              | aggregate trips = count(), revenue = sum(fare) by zone_id, window_start
              | select zone_id, window_start, trips
            pipeline live {
              write zone_load to bus.topic("{{topic.Name}}.out") { key: zone_id, partitions: 2, delivery: exactly_once }
              instances: 2
              commit: 50ms
            }
            """;
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, shared, Keyed, name);
        RunningProgram Begin(string at) => RunningProgram.Start(
            program.Executable, Directory.CreateDirectory(folder[at]).FullName, ["run", "live"], program.Variables);

        static bool Has(RunningProgram process) => process.Said.Contains("has e2e.", StringComparison.Ordinal);
        topic.Produce(4_000, byZone: true);
        using RunningProgram first = Begin("first");
        await first.UntilAsync(() => Has(first), "its partitions");
        using RunningProgram second = Begin("second");
        await second.UntilAsync(() => Has(second), "its partitions");
        topic.Produce(4_000, byZone: true);
        await Task.Delay(300);
        await first.SignalAsync("KILL");
        Assert.Equal(137, await first.EndAsync());
        topic.Produce(4_000, byZone: true);
        topic.Close();
        await second.UntilAsync(() => topic.Committed($"{topic.Name}.out").Length >= topic.Windows.Count(), "all windows");
        await second.SignalAsync("TERM");
        Assert.True(await second.EndAsync() == 0, second.Said);

        IEnumerable<string> expected = topic.Windows.Select(w => w.Split('|')).Select(w =>
            $$"""{"zone_id":{{w[0]}},"window_start":"{{w[1].Replace(' ', 'T')}}Z","trips":{{w[2]}}}""");
        Assert.Equal(expected.Order(StringComparer.Ordinal), topic.Committed($"{topic.Name}.out").Order(StringComparer.Ordinal));

        BuiltProgram alone = await StreamProgram.BuildAsync(
            folder, topic, database, shared.Replace("instances: 2", "", StringComparison.Ordinal), Keyed, name);
        CommandResult refused = await alone.RunAsync("live", "--bounded");
        Assert.True(refused.ExitCode == 3 && refused.Errors.Contains("RT4192", StringComparison.Ordinal), refused.ToString());
        await topic.DeleteAsync(
            [$"{topic.Name}.out", .. Enumerable.Range(0, 4).Select(p => $"{name}.live.{p}.changelog")]);
    }

    [SkippableFact]
    public async Task What_one_instance_stored_several_refuse_and_the_other_way_round()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        string name = $"shared{Guid.NewGuid():N}";
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Shared, Keyed, name);
        topic.Produce(2_000, byZone: true);
        topic.Close();
        CommandResult run = await program.RunAsync("live", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(topic.Trips, await database.ScalarAsync<decimal>("select sum(trips) from mart.zone_load"));
        Assert.Contains("2,004 rows", run.Output, StringComparison.Ordinal);

        BuiltProgram alone = await StreamProgram.BuildAsync(
            folder, topic, database, Shared.Replace("instances: 3", "", StringComparison.Ordinal), Keyed, name);
        CommandResult refused = await alone.RunAsync("live", "--bounded");

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("RT4192", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(topic.Trips, await database.ScalarAsync<decimal>("select sum(trips) from mart.zone_load"));
    }

    private static int Windows(PostgresDatabase database) =>
        database.HasTableAsync("mart.zone_load").GetAwaiter().GetResult()
            ? (int)database.CountAsync("mart.zone_load").GetAwaiter().GetResult()
            : 0;
}
