using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A stream that joins a table of PostgreSQL and a file, both read again by a timer, by a built program that goes on.</summary>
public sealed class ReloadTests
{
    private const string Named = """
        connection lake: files { root: "." }
        source zones: { zone_id: int32 @key, name: text } from pg.table("public.zones") { refresh: every(1s) }
        source boroughs: { zone_id: int32, borough: text? } from lake.csv("boroughs.csv") { refresh: every(1s) }
        transform known = from boroughs | where borough is not null
        transform named =
          from trips as t
          | join zones as z as of t.pickup on t.zone_id == z.zone_id
          | left join known as b as of t.pickup on t.zone_id == b.zone_id
          | select t.trip_id, z.name, b.borough
        transform minutes =
          from trips as t
          | window tumble(1m, on: pickup)
          | aggregate n = count() by zone = zone_id, window_start
          | join zones as z as of window_start on zone == z.zone_id
          | select z.name, window_start, n
        pipeline live {
          write named to pg.table("mart.named") { mode: append, create: if_missing }
          write minutes to pg.table("mart.minutes") { mode: append, create: if_missing }
          commit: 100ms
        }
        """;

    [SkippableFact]
    public async Task New_rows_are_found_after_a_reading_and_old_ones_stay_where_it_fails()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        await database.ExecuteAsync("create table zones (zone_id int primary key, name text not null); insert into zones values (1, 'a')");
        folder.Write("boroughs.csv", "zone_id,borough\n1,Queens\n1,\n");
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Named);
        using RunningProgram running = RunningProgram.Start(program, "live");
        int trip = 0;

        // A trip after the other, until one has found the name.
        async Task UntilAsync(string name)
        {
            using CancellationTokenSource late = new(TimeSpan.FromMinutes(1));
            while (!await database.HasTableAsync("mart.named")
                || await database.ScalarAsync<long>($"select count(*) from mart.named where name = '{name}'") == 0)
            {
                Assert.False(running.HasEnded || late.IsCancellationRequested, $"no {name}: {running.Said}");
                topic.Produce(0, $$"""{"trip_id":{{trip++}},"zone_id":1,"fare":1.00,"pickup":"2024-03-10T06:00:00Z"}""");
                topic.Produce(0, $$"""{"trip_id":{{trip++}},"zone_id":2,"fare":1.00,"pickup":"2024-03-10T06:00:00Z"}""");
                await Task.Delay(50);
            }
        }

        await UntilAsync("a");
        await database.ExecuteAsync("update zones set name = 'b'");
        await UntilAsync("b");
        await database.ExecuteAsync("alter table zones rename to away; update away set name = 'c'");
        await running.UntilAsync(() => running.Said.Contains("was not read again", StringComparison.Ordinal), "a warning");
        long had = await database.ScalarAsync<long>("select count(*) from mart.named where name = 'b'");
        topic.Produce(0, """{"trip_id":-1,"zone_id":1,"fare":1.00,"pickup":"2024-03-10T06:00:00Z"}""");
        await CountedAsync(running, database, "select count(*) from mart.named where trip_id = -1");
        Assert.True(await database.ScalarAsync<long>("select count(*) from mart.named where name = 'b'") > had);
        await database.ExecuteAsync("alter table away rename to zones");
        await UntilAsync("c");
        topic.Close();
        await CountedAsync(running, database, "select count(*) from mart.minutes");
        await running.SignalAsync("TERM");
        Assert.Equal(0, await running.EndAsync());
        Assert.Equal(["c"], await database.RowsAsync("name", "FROM mart.minutes GROUP BY name"));
        Assert.Equal(["Queens"], await database.RowsAsync("borough", "FROM mart.named GROUP BY borough"));
        Assert.Contains("readings failed", running.Said, StringComparison.Ordinal);
        Assert.Equal(
            0, await database.ScalarAsync<long>("select count(*) - count(distinct trip_id) from mart.named"));
    }

    [SkippableFact]
    public async Task Without_its_table_a_stream_does_not_start()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        folder.Write("boroughs.csv", "zone_id,borough\n1,Queens\n");
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Named);

        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("zones", run.Errors, StringComparison.Ordinal);
        Assert.False(await database.HasTableAsync("mart.named") && await database.CountAsync("mart.named") > 0);
    }

    private static async Task CountedAsync(RunningProgram running, PostgresDatabase database, string count)
    {
        while (!await database.HasTableAsync("mart.minutes") || await database.ScalarAsync<long>(count) == 0)
        {
            Assert.False(running.HasEnded, running.Said);
            await Task.Delay(50);
        }
    }
}
