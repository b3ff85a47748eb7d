using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Several processes of one program, whose rows come together by another key than that of their topic.</summary>
public sealed class RepartitionTests
{
    [SkippableFact]
    public async Task Processes_come_are_killed_and_leave_and_every_row_finds_its_group()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        string name = $"repart{Guid.NewGuid():N}";
        string program = StreamProgram.ZoneLoad + $$"""
            transform once = from trips | where zone_id > 0 | dedupe by trip_id keep earliest pickup ttl 365d | select trip_id, zone_id
            transform paired =
              from trips as t
              | join trips as u on t.zone_id == u.zone_id and t.trip_id < u.trip_id within 500ms
              | where t.zone_id > 0
              | select a = t.trip_id, b = u.trip_id
            transform minutes = from zone_load | select zone_id, window_start, trips
            pipeline live {
              write zone_load to pg.table("mart.zone_load") { mode: append, create: if_missing, delivery: effectively_once }
              write once to pg.table("mart.once") { mode: upsert, key: [trip_id], create: if_missing }
              write paired to pg.table("mart.paired") { mode: append, create: if_missing }
              instances: 3
              commit: 50ms
            }
            pipeline topics {
              write minutes to bus.topic("{{topic.Name}}.out") { key: zone_id, partitions: 2, delivery: exactly_once }
              instances: 3
              commit: 50ms
            }
            """;
        BuiltProgram built = await StreamProgram.BuildAsync(folder, topic, database, program, ", key: trip_id", name);
        RunningProgram Begin(string at) => RunningProgram.Start(
            built.Executable, Directory.CreateDirectory(folder[at]).FullName, ["run", "live", "topics"], built.Variables);

        static bool Has(RunningProgram process) => process.Said.Contains("has e2e.", StringComparison.Ordinal)
            && process.Said.Contains("has repart", StringComparison.Ordinal);
        topic.Produce(3_000);
        using RunningProgram first = Begin("first");
        await first.UntilAsync(() => Has(first), "its partitions");
        using RunningProgram second = Begin("second");
        using RunningProgram third = Begin("third");
        topic.Produce(3_000);
        await second.UntilAsync(() => Has(second), "its partitions");
        await third.UntilAsync(() => Has(third), "its partitions");
        topic.Produce(3_000);
        await Task.Delay(500);
        await second.SignalAsync("KILL");
        Assert.Equal(137, await second.EndAsync());
        topic.Produce(3_000);
        await third.SignalAsync("TERM");
        Assert.True(await third.EndAsync() == 0, third.Said);
        topic.Produce(3_000);
        topic.Close();
        await first.UntilAsync(
            () => Rows(database, "mart.zone_load") == topic.Windows.Count() && Rows(database, "mart.once") == topic.Trips
                && topic.Committed($"{topic.Name}.out").Length >= topic.Windows.Count(), "all windows");
        await first.SignalAsync("TERM");
        Assert.True(await first.EndAsync() == 0, first.Said);

        Assert.Equal(topic.Windows, await database.RowsAsync(
            "zone_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), trips, revenue",
            "FROM mart.zone_load ORDER BY window_start, zone_id"));
        Assert.Equal(topic.Trips, await database.CountAsync("mart.once"));
        Assert.Equal(topic.Pairs(TimeSpan.FromMilliseconds(500)), await database.RowsAsync("a, b", "FROM mart.paired ORDER BY a, b"));
        IEnumerable<string> expected = topic.Windows.Select(w => w.Split('|')).Select(w =>
            $$"""{"zone_id":{{w[0]}},"window_start":"{{w[1].Replace(' ', 'T')}}Z","trips":{{w[2]}}}""");
        Assert.Equal(expected.Order(StringComparer.Ordinal), topic.Committed($"{topic.Name}.out").Order(StringComparer.Ordinal));
        await topic.DeleteOfAsync(name);
    }

    private static long Rows(PostgresDatabase database, string table) => database.HasTableAsync(table).GetAwaiter().GetResult()
        ? database.CountAsync(table).GetAwaiter().GetResult()
        : 0;
}
