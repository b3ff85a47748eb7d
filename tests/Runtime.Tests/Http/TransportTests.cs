using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Http;

namespace FlowLang.Runtime.Tests.Http;

/// <summary>Answers that are no files: errors, redirects, pages, and who is told the credentials.</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private readonly HttpBox _http = new();

    public Task InitializeAsync()
    {
        _http.Server.Put("/data/t.csv", "n,word\n1,one\n");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _http.DisposeAsync();

    [Fact]
    public async Task Too_many_requests_are_waited_for_as_long_as_the_server_says()
    {
        First(1, Answer.Text(429, "slow down").With("Retry-After", "17"));
        (string rows, _) = await _http.ReadAsync(_http.Csv());
        Assert.Equal("1|1|one|t.csv|1", rows);
        Assert.Contains(TimeSpan.FromSeconds(17), _http.Time.Waits);
    }

    [Fact]
    public async Task Errors_of_the_server_are_tried_again_with_growing_waits()
    {
        First(3, Answer.Text(500, "oops"));
        (string rows, _) = await _http.ReadAsync(_http.Csv());
        Assert.Equal(("1|1|one|t.csv|1", 4), (rows, _http.Server.Requests.Count));
        Assert.Equal(3, _http.Time.Waits.Count);
    }

    [Fact]
    public async Task A_server_that_stays_in_trouble_is_told_with_what_it_says()
    {
        First(int.MaxValue, Answer.Text(503, "maintenance"));
        FlowError error = await _http.FailAsync(_http.Csv());
        Assert.Equal(("RT2044", true, 6), (error.Code, error.Transient, _http.Server.Requests.Count));
        Assert.Contains("503", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_beyond_all_patience_is_not_waited()
    {
        First(int.MaxValue, Answer.Text(429, "tomorrow").With("Retry-After", "86400"));
        Assert.Equal("RT2044", (await _http.FailAsync(_http.Csv())).Code);
        Assert.Single(_http.Server.Requests);
    }

    [Theory]
    [InlineData(404, "RT2042")]
    [InlineData(410, "RT2042")]
    [InlineData(401, "RT2043")]
    [InlineData(403, "RT2043")]
    [InlineData(400, "RT2044")]
    [InlineData(418, "RT2044")]
    public async Task Refusals_are_told_apart_and_not_tried_again(int status, string code)
    {
        First(int.MaxValue, Answer.Text(status, "no"));
        FlowError error = await _http.FailAsync(_http.Csv());
        Assert.Equal((code, false, 1), (error.Code, error.Transient, _http.Server.Requests.Count));
        Assert.Contains($"{_http.Server.Url}/data/t.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{status}", error.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "<!DOCTYPE html><html><body>Please sign in</body></html>", "an HTML page")]
    [InlineData("text/html; charset=utf-8", "Service temporarily unavailable", "an HTML page")]
    [InlineData("text/csv", "\n\n  <html><head><title>502</title></head></html>", "an HTML or XML page")]
    [InlineData("application/octet-stream", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "an HTML or XML page")]
    [InlineData("text/plain", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123\n", "a Git LFS pointer")]
    [InlineData("text/csv", "", "empty")]
    public async Task Pages_in_the_place_of_a_file_are_never_data(string type, string body, string what)
    {
        First(int.MaxValue, Answer.Text(200, body, type));
        FlowError error = await _http.FailAsync(_http.Csv());
        Assert.Equal(("RT2046", $"site.csv(\"t.csv\"): {_http.Server.Url}/data/t.csv is {what}, not data"), (error.Code, error.Message));
        Assert.StartsWith($"the server says 200 OK, {type.Split(';')[0]}: ", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_does_not_take_the_place_of_a_copy_that_is_there()
    {
        await _http.ReadAsync(_http.Csv());
        _http.Server.Change = (_, _) => Answer.Text(200, "<html>down</html>", "text/html");
        Assert.Equal("RT2046", (await _http.FailAsync(_http.Csv())).Code);
        _http.Server.Change = (_, answer) => answer;
        (string rows, SourceFile file) = await _http.ReadAsync(_http.Csv());
        Assert.Equal(("1|1|one|t.csv|1", false), (rows, file.IsFetched));
    }

    [Fact]
    public async Task Redirects_are_followed_without_the_credentials()
    {
        await using FileServer other = new();
        other.Put("/elsewhere.csv", "n,word\n2,two\n");
        _http.Options = _http.Options with { Token = new Secret("token", "hush") };
        _http.Server.Change = (_, _) => Answer.Redirect($"{other.Url}/elsewhere.csv");
        (string rows, _) = await _http.ReadAsync(_http.Csv());
        Assert.Equal("1|2|two|t.csv|1", rows);
        Assert.Equal("Bearer hush", Assert.Single(_http.Server.Requests)["Authorization"]);
        Assert.Null(Assert.Single(other.Requests)["Authorization"]);
    }

    [Fact]
    public async Task A_redirect_within_the_server_keeps_them()
    {
        _http.Options = _http.Options with { User = "me", Password = new Secret("password", "hush") };
        _http.Server.Put("/data/2.csv", "n,word\n2,two\n");
        _http.Server.Change = (request, answer) => request.Target == "/data/t.csv" ? Answer.Redirect("2.csv") : answer;
        (string rows, _) = await _http.ReadAsync(_http.Csv());
        Assert.Equal("1|2|two|t.csv|1", rows);
        Assert.All(_http.Server.Requests, r => Assert.Equal("Basic bWU6aHVzaA==", r["Authorization"]));
    }

    [Theory]
    [InlineData("t.csv", "they may never end")]
    [InlineData("ftp://127.0.0.1/t.csv", "not of http")]
    public async Task Redirects_that_lead_nowhere_are_told(string to, string why)
    {
        _http.Server.Change = (_, _) => Answer.Redirect(to);
        FlowError error = await _http.FailAsync(_http.Csv());
        Assert.Equal("RT2045", error.Code);
        Assert.Contains(why, error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_and_signed_queries_are_in_no_message()
    {
        string url = $"{_http.Server.Url}/data?sig=hush";
        _http.Options = _http.Options with { BaseUrl = new Secret("base_url", url), Token = new Secret("token", "hush") };
        First(int.MaxValue, Answer.Text(403, "hush"));
        FlowError error = await _http.FailAsync(_http.Csv());
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("/data/t.csv?sig=hush", _http.Server.Requests[0].Target);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        await _http.Server.DisposeAsync();
        FlowError error = await _http.FailAsync(_http.Csv());
        Assert.Equal(("RT2041", true), (error.Code, error.Transient));
        Assert.StartsWith("nothing listens at port", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_stay_below_the_base_url_and_name_one_file()
    {
        Assert.Equal("RT2049", (await _http.FailAsync(_http.Csv("../secret.csv"))).Code);
        Assert.Equal("RT2049", (await _http.FailAsync(_http.Csv("all/*.csv"))).Code);
        Assert.Empty(_http.Server.Requests);
    }

    [Theory]
    [InlineData("ftp://example.com", null, null)]
    [InlineData("https://me:hush@example.com", null, null)]
    [InlineData("https://example.com", "me", null)]
    [InlineData("https://example.com", "me", "hush")]
    public void Connections_that_can_not_be_are_refused(string url, string? user, string? token)
    {
        Secret? secret = token is null ? null : new("token", token);
        HttpOptions options = new() { BaseUrl = new Secret("base_url", url), User = user, Token = secret };
        FlowError error = Assert.Throws<FlowException>(() => new HttpConnection("site", options, _http.Box.Settings)).Error;
        Assert.Equal(("RT2040", ErrorKind.Usage), (error.Code, error.Kind));
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_hears_that_the_server_answers()
    {
        HttpProbe probe = new("site", () => _http.Connect());
        Assert.Equal($"{_http.Server.Url}/data answers 404 NotFound", await probe.CheckAsync(default));
        First(int.MaxValue, Answer.Text(401, "who?"));
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => probe.CheckAsync(default));
        Assert.Equal("RT2043", e.Error.Code);
    }

    private void First(int times, Answer instead)
    {
        int answers = 0;
        _http.Server.Change = (_, answer) => answers++ < times ? instead : answer;
    }
}
