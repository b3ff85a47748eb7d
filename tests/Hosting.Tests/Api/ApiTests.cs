using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Tests.Api;

/// <summary>What programs ask: pages of lists, mistakes as problems, keys that make a request the same one.</summary>
public sealed class ApiTests
{
    [Fact]
    public async Task Lists_come_in_pages_that_end()
    {
        await using TestSite site = await TestSite.StartAsync();
        List<string?> seen = [];
        string? after = null;
        do
        {
            JsonElement page = await site.JsonAsync($"/api/v1/runs?pipeline=weather&count=70{(after is null ? "" : "&after=" + after)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(run => run.GetProperty("id").GetString()));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        Assert.Equal(site.Orchestrator.Runs(new RunQuery { Pipeline = "weather", Count = 1000 }).Items.Length, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_run_has_all_that_its_report_holds()
    {
        await using TestSite site = await TestSite.StartAsync();
        JsonElement runs = await site.JsonAsync("/api/v1/runs?phase=failed&pipeline=ingest_trips&count=1");
        string? id = runs.GetProperty("items")[0].GetProperty("id").GetString();
        JsonElement run = await site.JsonAsync($"/api/v1/runs/{id}");
        Assert.Equal("failed", run.GetProperty("summary").GetProperty("phase").GetString());
        Assert.Equal("RT4003", run.GetProperty("summary").GetProperty("error_code").GetString());
        Assert.Equal(12_331, run.GetProperty("writes")[0].GetProperty("written").GetInt64());
        Assert.Equal("filter", run.GetProperty("writes")[0].GetProperty("steps")[0].GetProperty("action").GetString());
        JsonElement log = await site.JsonAsync($"/api/v1/runs/{id}/log?count=2&after=1");
        Assert.Equal([2, 3], log.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("number").GetInt32()));
        Assert.Equal("3", log.GetProperty("next").GetString());
    }

    [Fact]
    public async Task A_part_of_a_run_that_goes_on_has_no_end()
    {
        await using TestSite site = await TestSite.StartAsync();
        string id = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items[0].Id;
        JsonElement[] times = [.. (await site.JsonAsync($"/api/v1/runs/{id}")).GetProperty("times").EnumerateArray()];
        Assert.Equal(["read", "stage"], times.Select(time => time.GetProperty("work").GetString()));
        Assert.Equal(0.4, times[0].GetProperty("duration").GetDouble());
        Assert.Equal(JsonValueKind.Null, times[1].GetProperty("ended").ValueKind);
        Assert.Equal(JsonValueKind.Null, times[1].GetProperty("duration").ValueKind);
    }

    [Theory]
    [InlineData("/api/v1/pipelines?state=failing", "payments_sync")]
    [InlineData("/api/v1/pipelines?search=HIST", "driver_history")]
    [InlineData("/api/v1/schedules?count=1", "daily_revenue")]
    [InlineData("/api/v1/streams", "live_trips")]
    [InlineData("/api/v1/schedules/next?count=1", "ingest_trips")]
    public async Task Lists_hold_what_is_asked_for(string path, string name)
    {
        await using TestSite site = await TestSite.StartAsync();
        JsonElement answer = await site.JsonAsync(path);
        JsonElement first = answer.ValueKind == JsonValueKind.Array ? answer[0] : answer.GetProperty("items")[0];
        Assert.Equal(name, (first.TryGetProperty("name", out JsonElement own) ? own : first.GetProperty("pipeline")).GetString());
    }

    [Theory]
    [InlineData("/api/v1/pipelines/none", HttpStatusCode.NotFound, "RT9010")]
    [InlineData("/api/v1/runs/none", HttpStatusCode.NotFound, "RT9010")]
    [InlineData("/api/v1/streams/none", HttpStatusCode.NotFound, "RT9010")]
    [InlineData("/api/v1/none", HttpStatusCode.NotFound, "RT9010")]
    [InlineData("/api/v1/runs?count=0", HttpStatusCode.BadRequest, "RT9015")]
    [InlineData("/api/v1/runs?count=1001", HttpStatusCode.BadRequest, "RT9015")]
    [InlineData("/api/v1/runs?phase=lost", HttpStatusCode.BadRequest, "RT9015")]
    [InlineData("/api/v1/runs?phase=1", HttpStatusCode.BadRequest, "RT9015")]
    [InlineData("/api/v1/runs?from=someday", HttpStatusCode.BadRequest, "RT9015")]
    public async Task Mistakes_are_problems(string path, HttpStatusCode status, string code)
    {
        await using TestSite site = await TestSite.StartAsync();
        using HttpResponseMessage answer = await site.Client.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal($"urn:flowlang:error:{code}", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("{\"pipeline\":\"none\"}", HttpStatusCode.NotFound, "RT9010")]
    [InlineData("{\"pipeline\":\"daily_revenue\",\"interval\":\"noon\"}", HttpStatusCode.BadRequest, "RT7012")]
    [InlineData("{\"pipeline\":3}", HttpStatusCode.UnsupportedMediaType, "RT9016")]
    [InlineData("{}", HttpStatusCode.UnsupportedMediaType, "RT9016")]
    [InlineData("{\"pipeline\":\"weather\",\"colour\":\"blue\"}", HttpStatusCode.UnsupportedMediaType, "RT9016")]
    [InlineData("{\"pipeline\":", HttpStatusCode.UnsupportedMediaType, "RT9016")]
    [InlineData("null", HttpStatusCode.UnsupportedMediaType, "RT9016")]
    public async Task A_body_that_can_not_be_is_said(string body, HttpStatusCode status, string code)
    {
        await using TestSite site = await TestSite.StartAsync();
        using HttpResponseMessage answer = await site.Client.PostAsync("/api/v1/runs",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_queues_once()
    {
        await using TestSite site = await TestSite.StartAsync();
        object body = new { pipeline = "daily_revenue", from = "2024-01-01", to = "2024-01-03" };
        string first = await TriggerAsync(site, body, "k1", HttpStatusCode.Accepted);
        Assert.Equal(first, await TriggerAsync(site, body, "k1", HttpStatusCode.Accepted));
        Assert.NotEqual(first, await TriggerAsync(site, body, "k2", HttpStatusCode.Accepted));
        await TriggerAsync(site, new { pipeline = "weather" }, "k1", HttpStatusCode.BadRequest);
        Assert.Equal(4, site.Orchestrator.Runs(new RunQuery { Pipeline = "daily_revenue", Phase = RunPhase.Queued }).Items.Length);
    }

    [Fact]
    public async Task A_preview_starts_nothing()
    {
        await using TestSite site = await TestSite.StartAsync();
        using HttpResponseMessage answer = await site.Client.PostAsJsonAsync("/api/v1/runs/preview",
            new { pipeline = "daily_revenue", from = "2024-01-01", to = "2024-01-03" });
        JsonElement runs = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["2024-01-01", "2024-01-02"], runs.EnumerateArray().Select(run => run.GetProperty("interval").GetString()));
        Assert.Empty(site.Orchestrator.Runs(new RunQuery { Pipeline = "daily_revenue", Phase = RunPhase.Queued }).Items);
    }

    [Fact]
    public async Task What_has_ended_is_not_cancelled()
    {
        await using TestSite site = await TestSite.StartAsync();
        string running = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items.Single().Id;
        using HttpResponseMessage first = await site.Client.PostAsync($"/api/v1/runs/{running}/cancel", null);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using HttpResponseMessage second = await site.Client.PostAsync($"/api/v1/runs/{running}/cancel", null);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("RT9018", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> TriggerAsync(TestSite site, object body, string key, HttpStatusCode status)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/runs") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using HttpResponseMessage answer = await site.Client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
