using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Hosting.Tests;

/// <summary>A server on a free port of loopback, and a client that asks it.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebServer _host;

    private TestSite(WebServer host, FakeOrchestrator orchestrator, HttpClient client)
    {
        _host = host;
        Orchestrator = orchestrator;
        Client = client;
    }

    public FakeOrchestrator Orchestrator { get; }

    public HttpClient Client { get; }

    public string Url => _host.Url;

    public static async Task<TestSite> StartAsync(
        FakeOrchestrator? orchestrator = null, WebServerOptions? options = null, string? tokens = null, RunLog? log = null)
    {
        orchestrator ??= TaxiProgram.Create(TimeProvider.System);
        WebServer host = await WebServer.StartAsync(
            orchestrator,
            (options ?? new WebServerOptions { Limits = Generous })
                with
            { Listen = options?.Listen is { } said && said != new WebServerOptions().Listen ? said : "127.0.0.1:0" },
            Environment(tokens),
            log ?? RunLog.Silent,
            CancellationToken.None);
        HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(host.Url),
            Timeout = TimeSpan.FromSeconds(30),
        };
        return new TestSite(host, orchestrator, client);
    }

    /// <summary>For tests that ask faster than people do.</summary>
    public static WebServerLimits Generous { get; } = new()
    {
        ReadsPerSecond = 100_000,
        ReadsAtOnce = 100_000,
        WritesPerSecond = 10_000,
        WritesAtOnce = 10_000,
    };

    public static HostEnvironment Environment(string? tokens) => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Variable = name => name == "FLOW_TOKENS" ? tokens : null,
    };

    public async Task<JsonElement> JsonAsync(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A page, as a browser asks for it.</summary>
    public async Task<HttpResponseMessage> PageAsync(string path, string? cookie = null, string? token = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }
}
