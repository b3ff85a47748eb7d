using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Hosting.Tests.Access;

/// <summary>Who may come in, what each may do, and what another site can't make a browser do.</summary>
public sealed class AccessTests
{
    private const string Viewer = "viewer-token-123456";
    private const string Operator = "operator-token-123456";
    private const string Tokens = $"viewer {Viewer} dashboards; operator {Operator} alice";

    [Theory]
    [InlineData(null, "/api/v1/runs", HttpStatusCode.Unauthorized)]
    [InlineData("wrong-token-1234567", "/api/v1/runs", HttpStatusCode.Unauthorized)]
    [InlineData(Viewer, "/api/v1/runs", HttpStatusCode.OK)]
    [InlineData(Operator, "/api/v1/runs", HttpStatusCode.OK)]
    [InlineData(null, "/metrics", HttpStatusCode.Unauthorized)]
    [InlineData(null, "/api/v1/events", HttpStatusCode.Unauthorized)]
    [InlineData(null, "/live", HttpStatusCode.Unauthorized)]
    [InlineData(null, "/nowhere", HttpStatusCode.Unauthorized)]
    [InlineData(null, "/healthz", HttpStatusCode.OK)]
    [InlineData(null, "/readyz", HttpStatusCode.OK)]
    public async Task Tokens_open(string? token, string path, HttpStatusCode status)
    {
        await using TestSite site = await TestSite.StartAsync(tokens: Tokens);
        using HttpResponseMessage answer = await SendAsync(site, HttpMethod.Get, path, token);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Viewers_look_and_change_nothing()
    {
        await using TestSite site = await TestSite.StartAsync(tokens: Tokens);
        using HttpResponseMessage refused = await SendAsync(site, HttpMethod.Post, "/api/v1/pipelines/weather/pause", Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("RT9012", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(site.Orchestrator.Pipeline("weather")?.IsPaused);
        using HttpResponseMessage done = await SendAsync(site, HttpMethod.Post, "/api/v1/pipelines/weather/pause", Operator);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.True(site.Orchestrator.Pipeline("weather")?.IsPaused);
    }

    [Theory]
    [InlineData("/api/v1/pipelines/ingest_trips/rows/clean")]
    [InlineData("/pipelines/ingest_trips/rows/clean")]
    public async Task Rows_of_steps_are_for_operators(string path)
    {
        await using TestSite site = await TestSite.StartAsync(tokens: Tokens);
        using HttpResponseMessage refused = await SendAsync(site, HttpMethod.Get, path, Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("airport", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage shown = await SendAsync(site, HttpMethod.Get, path, Operator);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("airport", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_is_offered_no_rows()
    {
        await using TestSite site = await TestSite.StartAsync(tokens: Tokens);
        using HttpResponseMessage steps = await SendAsync(site, HttpMethod.Get, "/pipelines/ingest_trips/steps", Viewer);
        Assert.DoesNotContain("First rows", await steps.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_signs_in_and_out()
    {
        await using TestSite site = await TestSite.StartAsync(tokens: Tokens);
        using HttpResponseMessage sent = await site.PageAsync("/runs?phase=failed");
        Assert.Equal("/login?to=%2Fruns%3Fphase%3Dfailed", sent.Headers.Location?.ToString());
        FormPage login = await FormPage.OpenAsync(site, "/login?to=%2Fruns%3Fphase%3Dfailed");
        Assert.DoesNotContain("ingest_trips", login.Text, StringComparison.Ordinal);

        login.Fields["token"] = "wrong-token-1234567";
        using HttpResponseMessage wrong = await login.PostAsync("/login");
        Assert.StartsWith("/login?wrong=1", wrong.Headers.Location?.ToString(), StringComparison.Ordinal);

        login.Fields["token"] = Viewer;
        using HttpResponseMessage right = await login.PostAsync("/login");
        Assert.Equal("/runs?phase=failed", right.Headers.Location?.ToString());
        string? cookie = FormPage.CookieOf(right);
        Assert.NotEqual(login.Cookie, cookie);
        FormPage runs = await FormPage.OpenAsync(site, "/runs", cookie);
        Assert.DoesNotContain(Viewer, runs.Text, StringComparison.Ordinal);

        using HttpResponseMessage left = await runs.PostAsync("/logout");
        using HttpResponseMessage after = await site.PageAsync("/runs", cookie);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("/x\r\nSet-Cookie: a=b")]
    public async Task Signing_in_leads_to_no_other_site(string to)
    {
        await using TestSite site = await TestSite.StartAsync(tokens: Tokens);
        FormPage login = await FormPage.OpenAsync(site, "/login?to=" + Uri.EscapeDataString(to));
        login.Fields["token"] = Viewer;
        using HttpResponseMessage answer = await login.PostAsync("/login");
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_form_of_another_site_does_nothing()
    {
        await using TestSite site = await TestSite.StartAsync();
        FormPage form = await FormPage.OpenAsync(site, "/pipelines/weather");
        Action<HttpRequestMessage>[] forgeries =
        [
            r => r.Headers.Add("Origin", "https://evil.example"),
            r => r.Headers.Add("Origin", "null"),
            r => r.Headers.Add("Sec-Fetch-Site", "cross-site"),
            r => r.Headers.Remove("Cookie"),
            r => r.Content = new FormUrlEncodedContent([new("proof", new string('0', 64))]),
            r => r.Content = new FormUrlEncodedContent([]),
        ];
        foreach (Action<HttpRequestMessage> forge in forgeries)
        {
            using HttpResponseMessage answer = await form.PostAsync("/pipelines/weather/pause", forge);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        // A request of JSON needs no form, so that browsers may not send one from elsewhere.
        using HttpRequestMessage json = new(HttpMethod.Post, "/api/v1/pipelines/weather/pause");
        json.Headers.Add("Origin", "https://evil.example");
        using HttpResponseMessage refused = await site.Client.SendAsync(json);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.False(site.Orchestrator.Pipeline("weather")?.IsPaused);
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_none()
    {
        await using TestSite site = await TestSite.StartAsync();
        using HttpResponseMessage answer = await site.Client.PostAsync("/api/v1/runs",
            new StringContent("{\"pipeline\":\"weather\"}", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Another_name_for_loopback_is_refused()
    {
        await using TestSite site = await TestSite.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/overview");
        request.Headers.Host = "evil.example";
        using HttpResponseMessage answer = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Contains("RT9019", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browsers_are_told_to_run_nothing_that_stands_in_a_page()
    {
        await using TestSite site = await TestSite.StartAsync();
        foreach (string path in new[] { "/", "/api/v1/overview", "/nowhere" })
        {
            using HttpResponseMessage answer = await site.PageAsync(path);
            string policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task Too_many_requests_are_told_to_wait()
    {
        WebServerLimits few = new() { ReadsAtOnce = 3, ReadsPerSecond = 1, SignInsPerMinute = 2 };
        await using TestSite site = await TestSite.StartAsync(options: new WebServerOptions { Limits = few }, tokens: Tokens);
        HttpStatusCode[] statuses = [
            .. await Task.WhenAll(Enumerable.Range(0, 12)
                .Select(async _ => (await SendAsync(site, HttpMethod.Get, "/api/v1/overview", Viewer)).StatusCode))];
        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        for (int n = 0; n < 3; n++)
        {
            using HttpResponseMessage tried = await site.Client.PostAsync("/login", new FormUrlEncodedContent([]));
            Assert.Equal(n < 2 ? HttpStatusCode.Forbidden : HttpStatusCode.TooManyRequests, tried.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task A_body_has_a_bound()
    {
        await using TestSite site = await TestSite.StartAsync();
        using HttpResponseMessage answer = await site.Client.PostAsJsonAsync("/api/v1/runs", new { pipeline = new string('x', 100_000) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("RT9020", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_machines_come_in_with_tokens_only()
    {
        FlowException refused = await Assert.ThrowsAsync<FlowException>(() =>
            TestSite.StartAsync(options: new WebServerOptions { Listen = "0.0.0.0:0" }));
        Assert.Equal("RT9004", refused.Error.Code);
        await using TestSite withTokens = await TestSite.StartAsync(options: new WebServerOptions { Listen = "0.0.0.0:0" }, tokens: Tokens);
        HeardLog log = new();
        WebServerOptions toAll = new() { Listen = "0.0.0.0:0", IsOpen = true };
        await using TestSite open = await TestSite.StartAsync(options: toAll, log: log);
        Assert.Contains("EVERYBODY", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_hashes_lets_in()
    {
        string file = Path.GetTempFileName();
        try
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Operator)));
            await File.WriteAllTextAsync(file, $"# who may come in\n\noperator {hash} alice of billing\n");
            await using TestSite site = await TestSite.StartAsync(options: new WebServerOptions { Tokens = file });
            using HttpResponseMessage answer = await SendAsync(site, HttpMethod.Post, "/api/v1/pipelines/weather/pause", Operator);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await File.WriteAllTextAsync(file, $"operator {Operator}\n");
            FlowException refused = await Assert.ThrowsAsync<FlowException>(() =>
                TestSite.StartAsync(options: new WebServerOptions { Tokens = file }));
            Assert.Equal("RT9006", refused.Error.Code);
            Assert.DoesNotContain(Operator, refused.Error.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("admin some-long-token-here", "RT9006")]
    [InlineData("viewer short", "RT9006")]
    [InlineData("viewer", "RT9006")]
    public async Task Tokens_that_can_not_be_are_refused(string tokens, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<FlowException>(() => TestSite.StartAsync(tokens: tokens))).Error.Code);

    private static async Task<HttpResponseMessage> SendAsync(TestSite site, HttpMethod method, string path, string? token)
    {
        HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private sealed class HeardLog : RunLog
    {
        public List<string> Lines { get; } = [];

        public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields) =>
            Lines.Add(message);
    }
}
