using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A program over a topic of trips, built.</summary>
internal static class StreamProgram
{
    /// <summary>Trips and revenue of each zone and minute; a pipeline follows.</summary>
    public const string ZoneLoad = """
        transform zone_load =
          from trips
          | where zone_id > 0
          | window tumble(1m, on: pickup)
          | aggregate trips = count(), revenue = sum(fare) by zone_id, window_start

        """;

    /// <param name="folder">Where it is built and runs.</param>
    /// <param name="topic">What it reads.</param>
    /// <param name="database">What it writes.</param>
    /// <param name="transform">Transforms of `trips` and the pipelines.</param>
    /// <param name="options">More of the stream, behind a comma.</param>
    /// <param name="name">The program's and the consumer group's; null for one of its own.</param>
    public static async Task<BuiltProgram> BuildAsync(
        TemporaryFolder folder, TripTopic topic, PostgresDatabase database, string transform, string options = "", string? name = null)
    {
        // A program has a consumer group of its own by its name.
        name ??= $"trips{Guid.NewGuid():N}";
        folder.Write(
            $"{name}/main.flow",
            $$"""
            secret database = env("STREAM_POSTGRES")
            connection bus: kafka { brokers: ["{{topic.Server}}"] }
            connection pg: postgres { url: database }
            type Trip = { trip_id: int64 @key, zone_id: int32, fare: decimal(10, 2), pickup: instant }
            stream trips: append<Trip> from bus.topic("{{topic.Name}}") {
              format: json, event_time: pickup, watermark: lag(5s){{options}}
            }
            {{transform}}
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder[name], folder.Path);
        program.Variables["STREAM_POSTGRES"] = database.Url;
        return program;
    }
}
