using System.Net;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Tests.Pages;

/// <summary>Pages show what there is, and forms do what they say.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("/", "Needs attention", "payments_sync")]
    [InlineData("/pipelines?state=failing", "payments_sync", "failed")]
    [InlineData("/pipelines?search=WEAT", "weather", "every 30min")]
    [InlineData("/pipelines/ingest_trips", "Intervals", "cron(")]
    [InlineData("/pipelines/ingest_trips/steps", "JOIN zones z", "rejects to pg.table")]
    [InlineData("/pipelines/ingest_trips/lineage", "result.paid", "trips.fare")]
    [InlineData("/pipelines/ingest_trips/graph", "hourly_report", "data-graph")]
    [InlineData("/runs?phase=failed", "RT4003", "ingest_trips")]
    [InlineData("/timeline?hours=24", "Runs of ingest_trips", "gantt")]
    [InlineData("/streams/live_trips", "22,800,000", "Throughput")]
    [InlineData("/streams/live_trips", "fare_is_sane", "main.flow:21")]
    public async Task A_page_shows_what_it_is_for(string path, string one, string other)
    {
        await using TestSite site = await TestSite.StartAsync();
        string page = WebUtility.HtmlDecode(await (await site.PageAsync(path)).Content.ReadAsStringAsync());
        Assert.Contains(one, page, StringComparison.Ordinal);
        Assert.Contains(other, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_history_is_told_what_to_do()
    {
        await using TestSite site = await TestSite.StartAsync(new FakeOrchestrator(TimeProvider.System));
        foreach (string path in new[] { "/", "/pipelines", "/runs", "/timeline", "/streams" })
        {
            string page = await (await site.PageAsync(path)).Content.ReadAsStringAsync();
            Assert.Contains("class=\"empty\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_that_goes_has_its_parts_as_bars_up_to_now()
    {
        await using TestSite site = await TestSite.StartAsync();
        string run = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items[0].Id;
        string page = WebUtility.HtmlDecode(await (await site.PageAsync($"/runs/{run}")).Content.ReadAsStringAsync());
        Assert.Contains("<div id=\"bars\" data-goes>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"stage goes\"", page, StringComparison.Ordinal);
        Assert.Matches("stage clean_trips: [^\"]+ so far, begun after 0.4 s", page);

        site.Orchestrator.End(run, RunPhase.Failed);
        page = await (await site.PageAsync($"/runs/{run}")).Content.ReadAsStringAsync();
        Assert.Contains("<div id=\"bars\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_shows_its_own_statements_of_the_generated_code()
    {
        await using TestSite site = await TestSite.StartAsync();
        string page = WebUtility.HtmlDecode(await (await site.PageAsync("/pipelines/ingest_trips/steps")).Content.ReadAsStringAsync());
        string[] steps = page.Split("<details")[1..];
        Assert.Equal(["step-0", "step-1", "step-2", "step-3", "code"], steps.Select(step => step.Split("id=\"")[1].Split('"')[0]));
        Assert.Contains(">await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true)", steps[0], StringComparison.Ordinal);
        Assert.DoesNotContain("C#", steps[1], StringComparison.Ordinal);
        Assert.Contains(
            ">await duck.StageAsync(new Stage(\"clean\")\n{\n    Sql = \"\"\"\n        SELECT", steps[2], StringComparison.Ordinal);
        Assert.DoesNotContain("ReadAsync", steps[2], StringComparison.Ordinal);
        Assert.Contains("internal sealed class IngestTripsPipeline", steps[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_pipelines_are_searched_and_paged()
    {
        FakeOrchestrator many = new(TimeProvider.System);
        foreach (int n in Enumerable.Range(0, 10_000))
        {
            many.Put(new PipelineStatus { Name = $"pipeline_{n:D5}", File = "main.flow", Line = n + 1, Schedule = "cron(\"0 * * * *\")" });
        }

        await using TestSite site = await TestSite.StartAsync(many);
        string first = await (await site.PageAsync("/pipelines")).Content.ReadAsStringAsync();
        Assert.Contains("pipeline_00049", first, StringComparison.Ordinal);
        Assert.DoesNotContain("pipeline_00050", first, StringComparison.Ordinal);
        Assert.Contains("after=pipeline_00049", first, StringComparison.Ordinal);
        string found = await (await site.PageAsync("/pipelines?search=_0999")).Content.ReadAsStringAsync();
        Assert.Contains("pipeline_09999", found, StringComparison.Ordinal);
        Assert.DoesNotContain("pipeline_00001", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backfill_shows_its_intervals_before_it_starts_them()
    {
        await using TestSite site = await TestSite.StartAsync();
        int before = site.Orchestrator.Runs(new RunQuery { Count = 1000 }).Items.Length;
        FormPage form = await FormPage.OpenAsync(site, "/pipelines/daily_revenue/backfill?from=2024-01-01&to=2024-01-04");
        Assert.Contains("Start 3 runs", form.Text, StringComparison.Ordinal);
        Assert.Equal(before, site.Orchestrator.Runs(new RunQuery { Count = 1000 }).Items.Length);

        using HttpResponseMessage started = await form.PostAsync("/pipelines/daily_revenue/backfill");
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        Assert.Equal(["2024-01-03", "2024-01-02", "2024-01-01"], Queued(site));

        // The button pressed twice starts once.
        using HttpResponseMessage again = await form.PostAsync("/pipelines/daily_revenue/backfill");
        Assert.Equal(3, Queued(site).Length);
    }

    [Fact]
    public async Task A_range_that_can_not_be_is_said_on_the_page()
    {
        await using TestSite site = await TestSite.StartAsync();
        using HttpResponseMessage page = await site.PageAsync("/pipelines/daily_revenue/backfill?from=yesterday&to=2024-01-04");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("RT7012", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_cancelled_and_run_again()
    {
        await using TestSite site = await TestSite.StartAsync();
        RunSummary running = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items.Single();
        FormPage form = await FormPage.OpenAsync(site, $"/runs/{running.Id}");
        using HttpResponseMessage cancelled = await form.PostAsync($"/runs/{running.Id}/cancel");
        Assert.Equal($"/runs/{running.Id}", cancelled.Headers.Location?.ToString());
        Assert.Equal(RunPhase.Cancelled, site.Orchestrator.Run(running.Id)?.Summary.Phase);

        FormPage ended = await FormPage.OpenAsync(site, $"/runs/{running.Id}");
        Assert.Contains("Run again", ended.Text, StringComparison.Ordinal);
        using HttpResponseMessage again = await ended.PostAsync("/pipelines/ingest_trips/run");
        Assert.StartsWith("/runs/r", again.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_is_paused_and_resumed()
    {
        await using TestSite site = await TestSite.StartAsync();
        FormPage form = await FormPage.OpenAsync(site, "/pipelines/weather");
        using HttpResponseMessage paused = await form.PostAsync("/pipelines/weather/pause");
        Assert.True(site.Orchestrator.Pipeline("weather")?.IsPaused);
        using HttpResponseMessage resumed = await form.PostAsync("/pipelines/weather/resume");
        Assert.False(site.Orchestrator.Pipeline("weather")?.IsPaused);
    }

    private static string[] Queued(TestSite site) =>
        [.. site.Orchestrator.Runs(new RunQuery { Pipeline = "daily_revenue", Phase = RunPhase.Queued })
            .Items.Select(run => run.Interval ?? "")];
}
