using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using FlowLang.EndToEnd.Tests.Streams;

namespace FlowLang.EndToEnd.Tests.Serving;

/// <summary>What a program that is served says of its streams.</summary>
public sealed partial class ServedStreamTests
{
    private const string Windowed = """
        transform zone_load =
          from trips
          | where zone_id > 0
          | window tumble(1m, on: pickup)
          | aggregate trips = count(), revenue = sum(fare) by zone_id, window_start
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
        using RunningProgram served = RunningProgram.Start(
            program.Executable, folder.Path, ["serve", "--listen", "127.0.0.1:0"], program.Variables);
        await served.UntilAsync(() => Address().IsMatch(served.Said), "it says where it listens");
        using HttpClient client = new() { BaseAddress = new Uri(Address().Match(served.Said).Value) };
        JsonElement stream = default;
        await served.UntilAsync(() => Read(stream = StreamOf(client)) == 3_000, "all records");

        Assert.Equal(0, stream.GetProperty("lag").GetInt64());
        Assert.Equal(JsonValueKind.String, stream.GetProperty("watermark").ValueKind);
        Assert.True(stream.GetProperty("state_bytes").GetInt64() > 0, stream.ToString());
        Assert.All(
            stream.GetProperty("partitions").EnumerateArray(),
            p => Assert.Equal((topic.Name, 0L), (p.GetProperty("topic").GetString(), p.GetProperty("lag").GetInt64())));
        await served.SignalAsync("TERM");
        Assert.True(await served.EndAsync() == 0, served.Said);
    }

    private static long Read(JsonElement stream) => stream.GetProperty("records").GetInt64();

    private static JsonElement StreamOf(HttpClient client)
    {
        using Stream answer = client.Send(new HttpRequestMessage(HttpMethod.Get, "/api/v1/streams/live")).Content.ReadAsStream();
        return JsonDocument.Parse(answer).RootElement;
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Address();
}
