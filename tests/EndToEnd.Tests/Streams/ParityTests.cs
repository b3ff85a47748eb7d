using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>
/// `run --bounded` of a built program over a real Kafka against the batch twin of its transform over a file of the same records.
/// </summary>
public sealed class ParityTests
{
    private const string Transforms = """
        transform zone_load =
          from trips
          | where zone_id % 3 != 0
          | window hop(2m, 1m, on: pickup)
          | aggregate trips = count(), zones = count_distinct(fare), revenue = sum(fare) by zone_id, window_end
        transform rests =
          from trips
          | window session(20s, on: pickup)
          | aggregate trips = count(), revenue = sum(fare) by zone_id, window_start, window_end
        pipeline live {
          write zone_load to pg.table("mart.zone_load") { mode: append, create: if_missing }
          write rests to pg.table("mart.rests") { mode: append, create: if_missing }
        }
        test "hopping" for zone_load { given trips [] expect [] }
        test "sessions" for rests { given trips [] expect [] }
        """;

    [SkippableFact]
    public async Task A_bounded_topic_gives_the_rows_of_a_file()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        string name = $"parity{Guid.NewGuid():N}";
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Transforms, name: name);
        topic.Produce(4_000);
        string[] records = topic.ReadAll(topic.Name).Split('\n');
        topic.Close();

        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        await AssertSameAsync(folder, name, "zone_load", records, await database.RowsAsync(
            $"jsonb_build_object('zone_id', zone_id, 'window_end', {Utc("window_end")}, 'trips', trips, 'zones', zones, "
            + "'revenue', revenue::text)::text",
            "FROM mart.zone_load"));
        await AssertSameAsync(folder, name, "rests", records, await database.RowsAsync(
            $"jsonb_build_object('zone_id', zone_id, 'window_start', {Utc("window_start")}, 'window_end', {Utc("window_end")}, "
            + "'trips', trips, 'revenue', revenue::text)::text",
            "FROM mart.rests"));
    }

    private static string Utc(string column) => $"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    private static async Task AssertSameAsync(TemporaryFolder folder, string workspace, string transform, string[] records, string[] rows)
    {
        Assert.True(rows.Length > 50, $"{rows.Length} rows of {transform}");
        Assert.Empty(await TwinFiles.CompareAsync(folder, transform, records, rows, workspace));
    }
}
