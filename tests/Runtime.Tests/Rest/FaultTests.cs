using System.Globalization;
using System.Text;
using FlowLang.Connectors.Http;

namespace FlowLang.Runtime.Tests.Rest;

/// <summary>What servers do instead of answering, and what they answer instead of rows.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failure_that_passes_is_waited_for(int status)
    {
        int asked = 0;
        await using RestBox box = new(_ => ++asked < 3 ? RestAnswer.Fails(status, "busy") : RestAnswer.Json(RestBox.Rows(1)));

        Assert.Equal("1", await box.IdsAsync());
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_server_that_stays_broken_is_told_of_with_what_it_says()
    {
        await using RestBox box = new(_ => RestAnswer.Fails(500, "{\"error\":\n \"out of order\"}", "application/json"));

        FlowError error = await box.FailAsync();

        Assert.Equal(("RT2044", true), (error.Code, error.Transient));
        Assert.Contains("500 Test: {\"error\": \"out of order\"}", error.Why);
        Assert.Equal(4, box.Server.Requests.Count);
    }

    [Fact]
    public async Task A_page_that_is_cut_off_is_asked_for_again()
    {
        int asked = 0;
        await using RestBox box = new(_ => RestAnswer.Json(RestBox.Rows(1, 2)) with { CutAfter = ++asked < 3 ? 20 : null });

        Assert.Equal("1,2", await box.IdsAsync());
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_page_that_never_comes_whole_is_an_error()
    {
        await using RestBox box = new(_ => RestAnswer.Json(RestBox.Rows(1, 2)) with { CutAfter = 20 });

        FlowError error = await box.FailAsync();

        Assert.Equal(("RT3019", true), (error.Code, error.Transient));
    }

    [Fact]
    public async Task A_page_that_hardly_moves_is_an_error()
    {
        await using RestBox box = new(_ => RestAnswer.Json(RestBox.Rows(1, 2)) with { Drip = TimeSpan.FromMilliseconds(100) })
        {
            Change = o => o with { Timeout = TimeSpan.FromSeconds(1), Retries = 1 },
        };

        Assert.Equal("RT3019", (await box.FailAsync()).Code);
    }

    [Fact]
    public async Task Pages_that_take_too_long_together_are_an_error()
    {
        await using RestBox box = new(_ => RestAnswer.Json(RestBox.Rows(1, 2)) with { Drip = TimeSpan.FromMilliseconds(50) });

        Assert.Equal("RT3016", (await box.FailAsync(new() { MaxDuration = TimeSpan.FromMilliseconds(300) })).Code);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>Sign in</html>", "text/html", "RT3010")]
    [InlineData("<html>Sign in</html>", "application/json", "RT3010")]
    [InlineData("<?xml version=\"1.0\"?><a/>", "application/xml", "RT3010")]
    [InlineData("id,name\n1,a\n", "text/csv", "RT3010")]
    [InlineData("id,name\n1,a\n", "text/plain", "RT3010")]
    [InlineData("[{\"id\": 1, \"name\"", "application/json", "RT3011")]
    [InlineData("[{\"id\": 1}] x", "application/json", "RT3011")]
    [InlineData("", "application/json", "RT3011")]
    [InlineData("17", "application/json", "RT3012")]
    public async Task What_is_no_json_of_rows_is_never_taken_for_data(string body, string type, string code)
    {
        await using RestBox box = new(_ => new RestAnswer(Encoding.UTF8.GetBytes(body), 200, type));

        Assert.Equal(code, (await box.FailAsync()).Code);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/vnd.api+json")]
    [InlineData("")]
    public async Task Json_by_another_name_is_json(string type)
    {
        await using RestBox box = new(_ => new RestAnswer([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(RestBox.Rows(1))], 200, type));

        Assert.Equal("1", await box.IdsAsync());
    }

    [Fact]
    public async Task A_place_without_rows_says_what_is_there()
    {
        await using RestBox box = new(_ => RestAnswer.Json("{\"results\": [], \"count\": 0}"));

        FlowError error = await box.FailAsync(new() { Rows = ["data"] });

        Assert.Equal(("RT3012", "its members are results, count"), (error.Code, error.Why));
    }

    [Fact]
    public async Task A_cursor_that_comes_back_ends_the_run()
    {
        int page = 0;
        await using RestBox box = new(_ => RestAnswer.Json(
            $"{{\"next\": \"{(++page % 2 == 0 ? "a" : "b")}\", \"data\": {RestBox.Rows(page)}}}"));

        Assert.Equal("RT3013", (await box.FailAsync(new() { Rows = ["data"], Pages = new CursorPages("after", ["next"]) })).Code);
        Assert.Equal(3, page);
    }

    [Fact]
    public async Task A_next_page_that_is_the_first_ends_the_run()
    {
        await using RestBox box = new(_ => RestAnswer.Json(RestBox.Rows(1)) with { Headers = [("Link", "</v1/rows>; rel=next")] });

        Assert.Equal("RT3013", (await box.FailAsync(new() { Pages = new LinkPages() })).Code);
    }

    [Fact]
    public async Task A_server_that_ignores_the_page_number_ends_the_run()
    {
        await using RestBox box = new(_ => RestAnswer.Json(RestBox.Rows(1, 2)));

        Assert.Equal("RT3013", (await box.FailAsync(new() { Pages = new NumberPages("pgae", 1, []) })).Code);
        Assert.Equal(2, box.Server.Requests.Count);
    }

    [Fact]
    public async Task Pages_without_end_stop_at_the_limit()
    {
        int page = 0;
        await using RestBox box = new(_ => RestAnswer.Json($"{{\"next\": \"c{++page}\", \"data\": {RestBox.Rows(page)}}}"));

        FlowError error = await box.FailAsync(new() { Rows = ["data"], Pages = new CursorPages("after", ["next"]), MaxPages = 5 });
        Assert.Equal("RT3014", error.Code);
        Assert.Equal(5, page);
    }

    [Fact]
    public async Task A_page_that_is_too_long_is_not_read_to_its_end()
    {
        await using RestBox box = new(_ => RestAnswer.Json(RestBox.Rows(Enumerable.Range(0, 1000))));

        Assert.Equal("RT3015", (await box.FailAsync(new() { MaxPageSize = 1000 })).Code);
    }

    [Fact]
    public async Task Another_server_is_not_asked_for_the_next_page()
    {
        await using RestServer other = new(_ => RestAnswer.Json(RestBox.Rows(666)));
        await using RestBox box = new(_ => RestAnswer.Json($"{{\"next\": \"{other.Url}/v1/rows\", \"data\": {RestBox.Rows(1)}}}"))
        {
            Change = o => o with { Token = new("t", "secret-token") },
        };

        Assert.Equal("RT3017", (await box.FailAsync(new() { Rows = ["data"], Pages = new NextPages(["next"]) })).Code);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_missing_number_of_pages_is_not_the_end()
    {
        await using RestBox box = new(_ => RestAnswer.Json(RestBox.Rows(1)));

        Assert.Equal("RT3023", (await box.FailAsync(new() { Pages = new NumberPages("page", 1, ["last"]) })).Code);
    }

    [Fact]
    public async Task Retry_after_is_kept_as_seconds_and_as_a_date()
    {
        string date = TimeProvider.System.GetUtcNow().AddSeconds(-1).ToString("R", CultureInfo.InvariantCulture);
        int asked = 0;
        await using RestBox box = new(_ => ++asked switch
        {
            1 => RestAnswer.Fails(429, "", "", ("Retry-After", "0")),
            2 => RestAnswer.Fails(503, "", "", ("Retry-After", date)),
            _ => RestAnswer.Json(RestBox.Rows(1)),
        })
        {
            // Without the header's word the test would wait for this long.
            Change = o => o with { Backoff = TimeSpan.FromMinutes(20) },
        };

        Assert.Equal("1", await box.IdsAsync());
        Assert.Equal(3, asked);
    }
}
