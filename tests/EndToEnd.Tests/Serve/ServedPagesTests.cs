using System.Net.Http.Json;
using System.Text.Json;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>A built program that is served: asked over HTTP for a range of days, it runs them, shows them, and ends when it is told
/// to.</summary>
public sealed class ServedPagesTests
{
    private const string Text = """
        type Trip = { trip_id: int64 @key, zone_id: int32, fare: decimal(10, 2) }
        connection here: files { root: "." }
        source trips: Trip from generator {
          rows: 1000, seed: 7, columns: { trip_id: sequence(1), zone_id: uniform(1, 5), fare: uniform(-5.00, 80.00) }
        }
        transform paid = from trips | where fare > 0
        pipeline daily { write paid to here.csv("out/{day}.csv") { rejects: discard } partition: day(start: 2024-01-01) }
        """;

    [Fact]
    public async Task A_backfill_that_is_asked_for_over_http_runs_and_is_shown()
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Text);
        using RunningProgram served = ServedProgram.Start(program);
        using HttpClient client = await ServedProgram.ClientAsync(served);

        using HttpResponseMessage asked = await client.PostAsJsonAsync(
            "/api/v1/runs", new { pipeline = "daily", from = "2024-01-01", to = "2024-01-04" });
        Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
        JsonElement runs = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runs");
        Assert.Equal(3, runs.GetArrayLength());
        foreach (JsonElement run in runs.EnumerateArray())
        {
            // The events of a log end with its run.
            string log = await client.GetStringAsync($"/api/v1/runs/{run}/log/stream");
            Assert.Contains("\"phase\":\"done\"", log, StringComparison.Ordinal);
            string page = await client.GetStringAsync($"/runs/{run}");
            Assert.Contains("<span class=\"chip done\">done</span>", page, StringComparison.Ordinal);
            JsonElement times = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}")).GetProperty("times");
            Assert.Equal(["read", "write", "commit"], times.EnumerateArray().Select(time => time.GetProperty("work").GetString()));
            Assert.Contains("aria-label=\"write here.csv(&quot;out/", page, StringComparison.Ordinal);
        }

        Assert.Equal(3, Directory.GetFiles(folder["out"]).Length);
        Assert.Contains("zone_id", await client.GetStringAsync("/pipelines/daily/lineage"), StringComparison.Ordinal);
        string steps = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync("/pipelines/daily/steps"));
        Assert.Contains(">await duck.WriteAsync(new WriteRequest(\"", steps, StringComparison.Ordinal);
        Assert.Contains("internal sealed class DailyPipeline", steps, StringComparison.Ordinal);
        await LookAtRowsAsync(client);
        await served.SignalAsync("TERM");
        Assert.Equal(0, await served.EndAsync());
    }

    // Of the last run's interval, computed anew; nothing is written by it.
    private static async Task LookAtRowsAsync(HttpClient client)
    {
        JsonElement rows = await client.GetFromJsonAsync<JsonElement>("/api/v1/pipelines/daily/rows/paid");
        Assert.Equal((50, true), (rows.GetProperty("rows").GetArrayLength(), rows.GetProperty("more").GetBoolean()));
        Assert.Equal(
            ["trip_id int64", "zone_id int32", "fare decimal(10, 2)"],
            rows.GetProperty("columns").EnumerateArray().Select(c => $"{c.GetProperty("name")} {c.GetProperty("type")}"));
        Assert.All(rows.GetProperty("rows").EnumerateArray(), row => Assert.DoesNotContain('-', $"{row[2]}"));
        string page = await client.GetStringAsync("/pipelines/daily/rows/paid?interval=2024-01-07");
        Assert.Contains("there are more", page, StringComparison.Ordinal);
        using HttpResponseMessage none = await client.GetAsync("/api/v1/pipelines/daily/rows/nothing");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Contains("RT7024", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(3, (await client.GetFromJsonAsync<JsonElement>("/api/v1/runs")).GetProperty("items").GetArrayLength());
    }
}
