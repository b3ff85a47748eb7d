using DuckDB.NET.Data;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A real Kafka into folders of files: rows and windows are in them once, however the process ended.</summary>
public sealed class FolderTests
{
    [SkippableFact]
    public async Task Killed_again_and_again_its_files_lose_nothing_and_double_nothing()
    {
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, topic);
        Random random = new(11);
        int lives = 0;
        for (; lives < 6; lives++)
        {
            topic.Produce(4_000);
            topic.Produce(lives % 4, $"no trip {lives}");
            string trips = folder["lake/trips"];
            int files = Files(trips);
            await KilledLife.LiveAsync(program, () => Task.FromResult(Files(trips) != files), random.Next(0, 700));
        }

        topic.Close();
        topic.Produce(1, "{\"trip_id\":-9,\"zone_id\":0,\"fare\":\"1.00\",\"pickup\":\"2024-03-10T06:00:00Z\"}");
        CommandResult run = await program.RunAsync("live", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(Files(folder["lake/trips"]) > lives, $"{Files(folder["lake/trips"])} files");
        Assert.Equal(
            $"{topic.Trips + 5} {topic.Trips + 5}",
            Text($"SELECT count(*) || ' ' || count(DISTINCT trip_id) FROM read_parquet('{folder["lake/trips"]}/*.parquet')"));
        Assert.Equal(
            string.Join('\n', topic.Windows),
            Text($$"""
                SELECT string_agg(line, chr(10) ORDER BY window_start, zone_id) FROM (
                  SELECT *, concat_ws('|', zone_id, strftime(window_start, '%Y-%m-%d %H:%M:%S'), trips, revenue) AS line
                  FROM read_json('{{folder["lake/windows"]}}/*.jsonl', columns = {'zone_id': 'INTEGER', 'window_start': 'TIMESTAMP',
                    'trips': 'BIGINT', 'revenue': 'DECIMAL(38, 2)'}) WHERE zone_id > 0)
                """));

        string tenths = Text($"""
            SELECT count(*) || ' ' || count(DISTINCT source_file || source_row) || ' ' || min(reason) || ' ' || count(DISTINCT filename)
            FROM read_csv('{folder["lake/tenths"]}/*.csv', filename = true, header = true)
            """);
        Assert.Matches($"^{topic.Trips / 10} {topic.Trips / 10} a tenth ([2-9]|[1-9][0-9]+)$", tenths);
        Assert.Equal(
            $"{lives} {lives}",
            Text($"SELECT count(*) || ' ' || count(DISTINCT value) FROM read_json('{folder["lake/bad"]}/*.jsonl') WHERE code LIKE 'RT%'"));
        Assert.Equal("-9", Text($"SELECT string_agg(trip_id, ' ') FROM read_json('{folder["lake/late"]}/*.jsonl')"));

        CommandResult again = await program.RunAsync("live", "--bounded");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal($"{topic.Trips + 5}", Text($"SELECT count(*) FROM read_parquet('{folder["lake/trips"]}/*.parquet')"));
    }

    private static Task<BuiltProgram> BuildAsync(TemporaryFolder folder, TripTopic topic)
    {
        string name = $"folders{Guid.NewGuid():N}";
        folder.Write($"{name}/main.flow", $$"""
            connection bus: kafka { brokers: ["{{topic.Server}}"] }
            connection lake: files { root: "lake" }
            type Trip = { trip_id: int64 @key, zone_id: int32, fare: decimal(10, 2), pickup: instant }
            stream trips: append<Trip> from bus.topic("{{topic.Name}}") {
              event_time: pickup, watermark: lag(5s), on_bad_record: dead_letter(to: lake.json("bad/"))
            }
            sink late = lake.json("late/")
            transform zone_load =
              from trips | window tumble(1m, on: pickup) late 1s rejects to late
              | aggregate trips = count(), revenue = sum(fare) by zone_id, window_start
            transform shared = from trips | derive tenth = 1 / (trip_id % 10) else reject "a tenth"
            pipeline live {
              write trips to lake.parquet("trips/") { roll_size: 64KiB, delivery: effectively_once }
              write shared to lake.parquet("shared/") { rejects: lake.csv("tenths/") { roll_size: 16KiB } }
              write zone_load to lake.json("windows/") { roll_every: 1s }
              commit: 20ms
            }
            """);
        Directory.CreateDirectory(folder["lake"]);
        return BuiltProgram.CreateAsync(folder[name], folder.Path);
    }

    private static int Files(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "part-*").Length : 0;

    internal static string Text(string sql)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{command.ExecuteScalar()}";
    }
}
