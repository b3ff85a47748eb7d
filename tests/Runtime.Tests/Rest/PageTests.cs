using FlowLang.Connectors.Http;

namespace FlowLang.Runtime.Tests.Rest;

/// <summary>Each way of going from page to page, and where each ends.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task One_answer_is_one_page()
    {
        await using RestBox box = new(_ => RestAnswer.Json("\n {\"data\": " + RestBox.Rows(1, 2) + "}"));

        Assert.Equal("1,2", await box.IdsAsync(new() { Rows = ["data"], Query = [new("status", "open & new")] }));
        Assert.Equal(["/v1/rows?status=open%20%26%20new"], box.Server.Targets);
        Assert.Equal("application/json", box.Server.Requests[0].Header("Accept"));
    }

    [Fact]
    public async Task A_number_counts_up_to_a_page_without_rows()
    {
        await using RestBox box = new(r => RestAnswer.Json(r["page"] is "1" or "2" ? RestBox.Rows(int.Parse(r["page"] ?? "")) : "[]"));

        Assert.Equal("1,2", await box.IdsAsync(new() { Pages = new NumberPages("page", 1, []), Query = [new("size", "1")] }));
        Assert.Equal(["/v1/rows?size=1&page=1", "/v1/rows?size=1&page=2", "/v1/rows?size=1&page=3"], box.Server.Targets);
    }

    [Fact]
    public async Task A_number_counts_up_to_the_last()
    {
        await using RestBox box = new(r => RestAnswer.Json(
            $"{{\"pages\": {{\"last\": \"1\"}}, \"data\": {RestBox.Rows(int.Parse(r["p"] ?? ""))}}}"));

        Assert.Equal("0,1", await box.IdsAsync(new() { Rows = ["data"], Pages = new NumberPages("p", 0, ["pages", "last"]) }));
        Assert.Equal(2, box.Server.Requests.Count);
    }

    [Fact]
    public async Task An_offset_is_the_number_of_rows_that_came_whatever_was_asked_for()
    {
        // Asked for ten, this server gives three at most.
        await using RestBox box = new(r => RestAnswer.Json(
            RestBox.Rows(Enumerable.Range(0, 7).Skip(int.Parse(r["offset"] ?? "")).Take(3))));

        Assert.Equal("0,1,2,3,4,5,6", await box.IdsAsync(new() { Pages = new OffsetPages("offset"), Query = [new("limit", "10")] }));
        Assert.Equal(["0", "3", "6", "7"], box.Server.Requests.Select(r => r["offset"]));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("false")]
    public async Task A_cursor_is_repeated_until_there_is_none(string end)
    {
        await using RestBox box = new(r => RestAnswer.Json(r["after"] switch
        {
            null => $"{{\"meta\": {{\"next\": \"a/b=\"}}, \"data\": {RestBox.Rows(1)}}}",
            "a/b=" => $"{{\"data\": {RestBox.Rows(2)}, \"meta\": {{\"next\": 17}}}}",
            "17" => $"{{\"data\": [], \"meta\": {{\"next\": \"c\"}}}}",
            _ => $"{{\"data\": {RestBox.Rows(3)}, \"meta\": {{\"next\": {end}}}}}",
        }));

        Assert.Equal("1,2,3", await box.IdsAsync(new() { Rows = ["data"], Pages = new CursorPages("after", ["meta", "next"]) }));
    }

    [Theory]
    [InlineData("/v1/rows?page=b")]
    [InlineData("?page=b")]
    public async Task The_next_address_may_be_relative(string next)
    {
        await using RestBox box = new(r => RestAnswer.Json(r["page"] is null
            ? $"{{\"next\": \"{next}\", \"data\": {RestBox.Rows(1)}}}"
            : $"{{\"data\": {RestBox.Rows(2)}}}"));

        Assert.Equal("1,2", await box.IdsAsync(new() { Rows = ["data"], Pages = new NextPages(["next"]) }));
    }

    [Fact]
    public async Task The_link_header_names_the_next_page()
    {
        RestServer? server = null;
        await using RestBox box = new(r => RestAnswer.Json(RestBox.Rows(r["page"] is null ? 1 : 2)) with
        {
            Headers = r["page"] is null
                ? [("Link", $"<{server?.Url}/v1/rows?page=1>; rel=\"first\", "
                    + $"<{server?.Url}/v1/rows?page=2>; title=\"a, b\"; rel=\"last next\"")]
                : [("Link", $"<{server?.Url}/v1/rows>; rel=\"prev\"")],
        });
        server = box.Server;

        Assert.Equal("1,2", await box.IdsAsync(new() { Pages = new LinkPages() }));
    }

    [Fact]
    public async Task Rows_know_their_page_and_record()
    {
        await using RestBox box = new(r => RestAnswer.Json(r["page"] is "2" ? "[]" : RestBox.Rows(1, 2)));

        Assert.Equal(
            "1|/v1/rows page 1|1\n2|/v1/rows page 1|2",
            await box.Box.QueryAsync(box.Source(new() { Pages = new NumberPages("page", 1, []) }), "SELECT id, __file, __row FROM r"));
    }

    [Fact]
    public async Task Nothing_is_no_rows()
    {
        await using RestBox box = new(r => r.Path.EndsWith("null", StringComparison.Ordinal) ? RestAnswer.Json("null") : new([], 204, ""));

        Assert.Equal("0", await box.Box.QueryAsync(box.Source(path: "/null"), "SELECT count(*) FROM r"));
        Assert.Equal("0", await box.Box.QueryAsync(box.Source(path: "/nothing"), "SELECT count(*) FROM r"));
    }

    [Fact]
    public async Task One_object_is_one_row_and_values_stay_as_they_are_written()
    {
        await using RestBox box = new(_ => RestAnswer.Json(
            "{\n \"id\": 12345678901234567890.10,\r\n \"name\": {\"deep\":\n [1, \"a\\nb\"]}\n}"));

        Assert.Equal(
            "12345678901234567890.10|{\"deep\":  [1, \"a\\nb\"]}", await box.Box.QueryAsync(box.Source(), "SELECT id, name FROM r"));
    }

    [Fact]
    public async Task The_interval_is_sent_as_its_placeholders_say()
    {
        await using RestBox box = new(_ => RestAnswer.Json("[]"));
        RunInterval interval = RunInterval.Of(IntervalUnit.Day, new DateTimeOffset(2024, 1, 31, 0, 0, 0, TimeSpan.Zero));
        RestOptions options = new() { Query = [new("from", "{start}"), new("to", "{end}")], Headers = [new("X-Month", "{month}")] };

        await box.Box.QueryAsync(box.Source(options, "/days/{day}"), "SELECT * FROM r", interval);

        RestRequest request = Assert.Single(box.Server.Requests);
        Assert.Equal(
            ("/days/2024-01-31", "2024-01-31T00:00:00Z", "2024-02-01T00:00:00Z", "2024-01"),
            (request.Path, request["from"], request["to"], request.Header("X-Month")));
    }
}
