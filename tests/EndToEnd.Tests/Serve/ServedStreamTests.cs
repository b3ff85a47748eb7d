using System.Net.Http.Json;
using System.Text.Json;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using FlowLang.EndToEnd.Tests.Streams;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>What a program that is served says of its streams.</summary>
public sealed class ServedStreamTests
{
    private const string Windowed = StreamProgram.ZoneLoad + """
        pipeline live { write zone_load to pg.table("mart.zone_load") { mode: append, create: if_missing } commit: 50ms }
        """;

    [SkippableFact]
    public async Task Records_lag_watermark_and_state_of_a_stream_are_told()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await StreamProgram.BuildAsync(folder, topic, database, Windowed);
        topic.Produce(3_000);
        using RunningProgram served = ServedProgram.Start(program);
        using HttpClient client = await ServedProgram.ClientAsync(served);
        JsonElement stream = await ReadAllAsync(client, 3_000);

        Assert.Equal(0, stream.GetProperty("lag").GetInt64());
        Assert.Equal(JsonValueKind.String, stream.GetProperty("watermark").ValueKind);
        Assert.True(stream.GetProperty("state_bytes").GetInt64() > 0, stream.ToString());
        Assert.All(
            stream.GetProperty("partitions").EnumerateArray(),
            p => Assert.Equal((topic.Name, 0L), (p.GetProperty("topic").GetString(), p.GetProperty("lag").GetInt64())));
        using (HttpResponseMessage rows = await client.GetAsync("/api/v1/pipelines/live/rows/zone_load"))
        {
            string said = await rows.Content.ReadAsStringAsync();
            Assert.Contains("RT7024", said, StringComparison.Ordinal);
            Assert.Contains("it is a stream", said, StringComparison.Ordinal);
        }

        await served.SignalAsync("TERM");
        Assert.True(await served.EndAsync() == 0, served.Said);
    }

    // Slowly: who asks too often is told to wait.
    private static async Task<JsonElement> ReadAllAsync(HttpClient client, long records)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        while (true)
        {
            JsonElement stream = await client.GetFromJsonAsync<JsonElement>("/api/v1/streams/live", limit.Token);
            if (stream.GetProperty("records").GetInt64() == records)
            {
                return stream;
            }

            await Task.Delay(200, limit.Token);
        }
    }
}
