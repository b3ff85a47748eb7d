using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace FlowLang.Hosting.Tests.Browser;

/// <summary>
/// Every page in light and dark, on a desk and on a phone: nothing that axe objects to, nothing that the browser refuses, nothing wider
/// than the screen.
/// Pictures are kept in the folder that FLOW_SCREENSHOTS names.
/// </summary>
[Collection("Chromium")]
public sealed class LookTests(Chromium chromium)
{
    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    public static TheoryData<string, string> Pages => new()
    {
        { "overview", "/" },
        { "pipelines", "/pipelines" },
        { "pipeline", "/pipelines/ingest_trips" },
        { "pipeline-days", "/pipelines/daily_revenue" },
        { "graph", "/pipelines/ingest_trips/graph" },
        { "columns", "/pipelines/ingest_trips/lineage" },
        { "steps", "/pipelines/ingest_trips/steps" },
        { "rows", "/pipelines/ingest_trips/rows/clean" },
        { "rows-refused", "/pipelines/ingest_trips/rows/zones" },
        { "backfill", "/pipelines/daily_revenue/backfill?from=2024-01-01&to=2024-02-01" },
        { "runs", "/runs" },
        { "run", "/runs/RUNNING" },
        { "run-failed", "/runs/FAILED" },
        { "timeline", "/timeline?hours=6" },
        { "streams", "/streams" },
        { "stream", "/streams/live_trips" },
        { "error", "/pipelines/nowhere" },
    };

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_and_fits(string name, string path)
    {
        FakeOrchestrator taxi = TaxiProgram.Create(TimeProvider.System);
        await using TestSite site = await TestSite.StartAsync(taxi);
        path = path.Replace("RUNNING", taxi.Runs(new() { Phase = Scheduling.RunPhase.Running }).Items[0].Id, StringComparison.Ordinal)
            .Replace("FAILED", taxi.Runs(new() { Phase = Scheduling.RunPhase.Failed }).Items[^1].Id, StringComparison.Ordinal);
        foreach ((ColorScheme scheme, int width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390) })
        {
            IPage page = await chromium.OpenAsync(site, scheme, width);
            List<string> refused = [];
            page.Console += (_, message) => refused.AddRange(message.Type == "error" && name != "error" ? [message.Text] : []);
            page.PageError += (_, error) => refused.Add(error);
            await page.GotoAsync(path);
            await page.WaitForFunctionAsync(
                "() => document.querySelector('[data-graph]') === null || document.querySelector('[data-graph] svg') !== null");
            await page.EvaluateAsync("() => document.fonts.ready");
            await KeepAsync(page, $"{name}-{(width < 1000 ? "phone" : scheme == ColorScheme.Dark ? "dark" : "light")}");
            string found = await ObjectionsAsync(page);
            Assert.True(found.Length == 0, found);
            Assert.Empty(refused);
            int excess = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(excess <= 0, $"{path} is {excess} px too wide for {width} px");
            await page.Context.CloseAsync();
        }
    }

    private static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FLOW_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    /// <summary>
    /// What axe objects to, with the first places of each; empty is nothing. Its script runs in the page itself, which takes a third of
    /// the time that the library's way to it takes.
    /// </summary>
    private static async Task<string> ObjectionsAsync(IPage page)
    {
        await page.EvaluateAsync(s_axe);
        return await page.EvaluateAsync<string>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .map(v => `${v.id}: ${v.help}\n` + v.nodes.slice(0, 3).map(node => '  ' + node.html).join('\n')).join('\n')
            """);
    }
}
