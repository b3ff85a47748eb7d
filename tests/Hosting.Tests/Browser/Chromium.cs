using System.Diagnostics.CodeAnalysis;
using Microsoft.Playwright;

namespace FlowLang.Hosting.Tests.Browser;

/// <summary>The browser of all tests here: the system's Chromium, or that of FLOW_CHROMIUM.</summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync is of IAsyncLifetime")]
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Find() is not { } program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>A window of its own; skips the test where there is no browser, unless FLOW_REQUIRE_ENGINES says that there must
    /// be.</summary>
    internal async Task<IPage> OpenAsync(TestSite site, ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900)
    {
        if (_browser is null && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1")
        {
            Assert.Fail("no Chromium: install the package `chromium`, or name one with FLOW_CHROMIUM");
        }

        Skip.If(_browser is null, "no Chromium: install the package `chromium`, or name one with FLOW_CHROMIUM");
        IBrowserContext context = await (_browser ?? throw new InvalidOperationException("skipped"))
            .NewContextAsync(new BrowserNewContextOptions
            {
                BaseURL = site.Url,
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = width, Height = height },
            });
        return await context.NewPageAsync();
    }

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("FLOW_CHROMIUM");
        return named ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
