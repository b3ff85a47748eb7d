using FlowLang.Runtime;
using FlowLang.Scheduling;
using Microsoft.Playwright;

namespace FlowLang.Hosting.Tests.Browser;

/// <summary>What people do with the pages, in a real browser.</summary>
[Collection("Chromium")]
public sealed class UseTests(Chromium chromium)
{
    [SkippableFact]
    public async Task A_log_grows_while_it_is_looked_at_and_stays_text()
    {
        await using TestSite site = await TestSite.StartAsync();
        string run = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items[0].Id;
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync($"/runs/{run}");
        await Assertions.Expect(page.Locator(".line")).ToHaveCountAsync(3);
        site.Orchestrator.Say(run, LogLevel.Error, "<img src=x onerror=\"document.title='owned'\">");
        await Assertions.Expect(page.Locator(".line.error .line-text")).ToHaveTextAsync("<img src=x onerror=\"document.title='owned'\">");
        Assert.DoesNotContain("owned", await page.TitleAsync(), StringComparison.Ordinal);

        site.Orchestrator.End(run, RunPhase.Done);
        await Assertions.Expect(page.Locator("#log-state")).ToHaveTextAsync("end of the log");
        await Assertions.Expect(page.Locator("#head .chip")).ToHaveTextAsync("done");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Run again" })).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task The_parts_of_a_run_are_bars_of_their_time()
    {
        await using TestSite site = await TestSite.StartAsync();
        RunSummary run = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Done, Pipeline = "ingest_trips" }).Items[0];
        double seconds = ((run.Ended - run.Started) ?? TimeSpan.Zero).TotalSeconds;
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync($"/runs/{run.Id}");
        ILocator parts = page.GetByRole(AriaRole.Region, new() { Name = "Time", Exact = true }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(parts).ToHaveCountAsync(4);
        await Assertions.Expect(parts.Nth(1)).ToContainTextAsync("clean_trips");
        LocatorBoundingBoxResult whole = await BoxAsync(parts.Nth(1).Locator("svg"));
        LocatorBoundingBoxResult stage = await BoxAsync(parts.Nth(1).Locator("rect"));
        LocatorBoundingBoxResult write = await BoxAsync(parts.Nth(2).Locator("rect"));
        Assert.Equal(((0.6 * seconds) - 0.4) / seconds, stage.Width / whole.Width, 0.01);
        Assert.Equal(stage.X + stage.Width, write.X, 1.0);
        await Assertions.Expect(parts.Nth(3).GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync(
            new System.Text.RegularExpressions.Regex("^commit pg: 0.2 s, begun after "));
    }

    [SkippableFact]
    public async Task The_bars_of_a_run_that_goes_grow_without_news()
    {
        await using TestSite site = await TestSite.StartAsync();
        string run = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items[0].Id;
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync($"/runs/{run}");
        ILocator parts = page.GetByRole(AriaRole.Region, new() { Name = "Time", Exact = true }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(parts).ToHaveCountAsync(2);
        RunDetail before = site.Orchestrator.Run(run) ?? throw new InvalidOperationException("it goes");
        site.Orchestrator.Put(before with { Times = [.. before.Times, new StepTime("write", "pg", before.Times[1].Began, null)] });
        await Assertions.Expect(parts).ToHaveCountAsync(3);
    }

    [SkippableFact]
    public async Task The_first_rows_of_a_step_are_shown_with_their_types_and_stay_text()
    {
        await using TestSite site = await TestSite.StartAsync();
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync("/pipelines/ingest_trips/steps");
        await page.GetByRole(AriaRole.Link, new() { Name = "First rows of clean" }).ClickAsync();
        ILocator rows = page.GetByRole(AriaRole.Table, new() { Name = "Rows of clean" });
        await Assertions.Expect(rows.Locator("th")).ToHaveTextAsync(["trip_id int64", "note text"]);
        await Assertions.Expect(rows.Locator("tbody tr").Nth(1)).ToContainTextAsync("2");
        await Assertions.Expect(rows.Locator("tbody tr").Nth(2).Locator("td").Nth(1)).ToHaveTextAsync("<b>&\"loud\"</b>");
        await Assertions.Expect(page.Locator("#rows")).ToContainTextAsync("there are more");
    }

    [SkippableFact]
    public async Task A_search_narrows_the_list_while_it_is_typed()
    {
        await using TestSite site = await TestSite.StartAsync();
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync("/pipelines");
        await page.GetByLabel("Search pipelines").PressSequentiallyAsync("hist");
        await Assertions.Expect(page.Locator("#pipelines tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#pipelines")).ToContainTextAsync("driver_history");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("search=hist"));

        // What happens meanwhile does not bring back what was searched away.
        await page.RunAndWaitForResponseAsync(
            () => Task.Run(() => site.Orchestrator.Happen("pipeline.paused", "weather")),
            answer => answer.Url.Contains("/pipelines", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#pipelines tbody tr")).ToHaveCountAsync(1);
    }

    [SkippableFact]
    public async Task A_backfill_is_asked_for_previewed_and_started_by_keyboard()
    {
        await using TestSite site = await TestSite.StartAsync();
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync("/pipelines/daily_revenue/backfill");
        await page.GetByLabel("From").FocusAsync();
        await page.Keyboard.TypeAsync("2024-01-01");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("2024-01-06");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "5 runs" })).ToBeVisibleAsync();
        Assert.Empty(Queued(site));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start 5 runs" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#runs tbody tr").First).ToContainTextAsync("2024-01-05");
        Assert.Equal(5, Queued(site).Length);
    }

    [SkippableFact]
    public async Task The_overview_follows_what_happens()
    {
        await using TestSite site = await TestSite.StartAsync();
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("#running")).ToContainTextAsync("ingest_trips");
        string run = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items[0].Id;

        // The page listens a moment after it is shown; the end is told until it was heard.
        site.Orchestrator.End(run, RunPhase.Failed);
        ILocator heard = page.Locator("#running .empty-title");
        while (await heard.CountAsync() == 0)
        {
            site.Orchestrator.Happen("run.progress", "ingest_trips", run);
            await Task.Delay(100);
        }

        await Assertions.Expect(page.Locator("#health h1")).ToContainTextAsync("2 failing");
    }

    [SkippableFact]
    public async Task A_pipeline_is_paused_and_resumed()
    {
        await using TestSite site = await TestSite.StartAsync();
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync("/pipelines/weather");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.Locator("#head .chip.paused")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(page.Locator("#head .chip.paused")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task Columns_are_followed_by_keyboard()
    {
        await using TestSite site = await TestSite.StartAsync();
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync("/pipelines/ingest_trips/lineage");
        await Assertions.Expect(page.Locator(".graph .edge")).ToHaveCountAsync(5);
        await page.Locator("[aria-label='result.paid']").FocusAsync();
        await Assertions.Expect(page.Locator(".graph .edge.on")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[aria-label='trips.fare']")).ToHaveClassAsync("column on");
    }

    [SkippableFact]
    public async Task Signing_in_leads_to_the_page_that_was_asked_for()
    {
        await using TestSite site = await TestSite.StartAsync(tokens: "viewer viewer-token-123456 dashboards");
        IPage page = await chromium.OpenAsync(site);
        await page.GotoAsync("/runs?phase=failed");
        await page.GetByLabel("Token").FillAsync("viewer-token-123456");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(site.Url + "/runs?phase=failed");
        await page.GotoAsync("/pipelines/weather");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator shape) =>
        await shape.BoundingBoxAsync() ?? throw new InvalidOperationException("it is not shown");

    private static RunSummary[] Queued(TestSite site) =>
        [.. site.Orchestrator.Runs(new RunQuery { Pipeline = "daily_revenue", Phase = RunPhase.Queued }).Items];
}
