using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Sessions and sliding windows from a real Kafka into a real PostgreSQL, compared with what SQL makes of the same
/// records.</summary>
public sealed class SessionTests
{
    private const string Program = """
        transform visits =
          from trips
          | where zone_id > 0
          | window session(8s, on: pickup)
          | aggregate trips = count(), revenue = sum(fare) by zone_id, window_start, window_end
        transform growing =
          from trips
          | where zone_id > 0
          | window session(8s, on: pickup)
          | aggregate trips = count(), revenue = sum(fare), ended = max(pickup) by zone_id, window_start emit changes
        transform recent =
          from trips
          | where zone_id > 0
          | dedupe by trip_id keep earliest pickup ttl 1h
          | window sliding(20s, on: pickup)
          | aggregate trips = count(), revenue = sum(fare) by zone_id, window_end
        pipeline live {
          write visits to pg.table("mart.visits") { mode: append, create: if_missing }
          write growing to pg.table("mart.growing") { mode: upsert, create: if_missing }
          write recent to pg.table("mart.recent") { mode: append, create: if_missing }
          commit: 20ms
        }
        """;

    private const string Reference = """
        CREATE TEMP VIEW trip AS
          SELECT (value->>'zone_id')::int AS zone_id, (value->>'fare')::numeric AS fare, (value->>'pickup')::timestamptz AS pickup
          FROM mart.raw WHERE (value->>'zone_id')::int > 0;
        CREATE TEMP VIEW visit AS
          SELECT zone_id, min(pickup) AS began, max(pickup) AS ended, count(*) AS trips, sum(fare) AS revenue
          FROM (
            SELECT zone_id, pickup, fare, sum(is_new) OVER (PARTITION BY zone_id ORDER BY pickup) AS number
            FROM (
              SELECT zone_id, pickup, fare, CASE WHEN pickup - lag(pickup) OVER (PARTITION BY zone_id ORDER BY pickup) < '8 s'
                THEN 0 ELSE 1 END AS is_new
              FROM trip) AS marked) AS numbered
          GROUP BY zone_id, number;
        CREATE TEMP VIEW recently AS
          SELECT DISTINCT zone_id, pickup, count(*) OVER w AS trips, sum(fare) OVER w AS revenue
          FROM trip WINDOW w AS (PARTITION BY zone_id ORDER BY pickup RANGE '19.999999 s' PRECEDING);
        """;

    [SkippableFact]
    public async Task Killed_again_and_again_they_are_what_sql_makes_of_the_records()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Program);
        Random random = new(11);
        for (int life = 0; life < 5; life++)
        {
            topic.Produce(4_000);
            await KilledLife.LiveAsync(program, () => database.HasTableAsync("mart.recent"), random.Next(300, 2_000));
        }

        topic.Close();
        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(3, run.Output.Split("late 0").Length - 1);
        await database.ExecuteAsync("CREATE TABLE mart.raw (value jsonb)");
        string values = string.Join(", ", topic.ReadAll(topic.Name).Split('\n').Select(value => $"('{value}')"));
        await database.ExecuteAsync($"INSERT INTO mart.raw VALUES {values}");
        Assert.Equal(20_004, await database.CountAsync("mart.raw"));
        await AssertSameAsync(
            database, "zone_id, window_start, window_end, trips, revenue FROM mart.visits",
            "zone_id, began, ended + '8 s', trips, revenue FROM visit");
        await AssertSameAsync(
            database, "zone_id, window_start, ended, trips, revenue FROM mart.growing", "zone_id, began, ended, trips, revenue FROM visit");
        await AssertSameAsync(
            database, "zone_id, window_end, trips, revenue FROM mart.recent", "zone_id, pickup, trips, revenue FROM recently");
    }

    [SkippableFact]
    public async Task A_row_that_a_session_takes_back_is_a_tombstone_in_a_topic()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(
            folder, topic, database,
            $$"""
            transform growing =
              from trips | window session(8s, on: pickup) | aggregate trips = count() by zone_id, window_start emit changes
            pipeline live { write growing to bus.topic("{{topic.Name}}.growing") { key: [zone_id, window_start], partitions: 1 } }
            """);
        topic.Produce(0, """{"trip_id":1,"zone_id":7,"fare":1.00,"pickup":"2024-03-10T06:00:00Z"}""");
        topic.Produce(0, """{"trip_id":2,"zone_id":7,"fare":1.00,"pickup":"2024-03-10T06:00:14Z"}""");
        CommandResult first = await program.RunAsync("live", "--bounded");
        topic.Produce(0, """{"trip_id":3,"zone_id":7,"fare":1.00,"pickup":"2024-03-10T06:00:07Z"}""");

        CommandResult second = await program.RunAsync("live", "--bounded");

        Assert.True(first.ExitCode == 0 && second.ExitCode == 0, $"{first}\n{second}");
        Assert.Equal(
            [
                """{"zone_id":7,"window_start":"2024-03-10T06:00:00Z","trips":1}""",
                """{"zone_id":7,"window_start":"2024-03-10T06:00:14Z","trips":1}""",
                "",
                """{"zone_id":7,"window_start":"2024-03-10T06:00:00Z","trips":3}""",
            ],
            topic.ReadAll($"{topic.Name}.growing").Split('\n'));
    }

    private static async Task AssertSameAsync(PostgresDatabase database, string written, string wanted)
    {
        Assert.Equal(0, await database.ScalarAsync<long>(
            $"{Reference} SELECT count(*) FROM (SELECT {written} EXCEPT ALL SELECT {wanted}) AS more"));
        Assert.Equal(0, await database.ScalarAsync<long>(
            $"{Reference} SELECT count(*) FROM (SELECT {wanted} EXCEPT ALL SELECT {written}) AS missing"));
        Assert.NotEqual(0, await database.ScalarAsync<long>($"SELECT count(*) FROM (SELECT {written}) AS rows"));
    }
}
