using System.Globalization;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Rest;

/// <summary>A built program loads pages of a REST API into PostgreSQL, each run only what is new since the last that committed.</summary>
public sealed class CursorTests
{
    private const string Program = """
        type Item = { id: int64 @key, name: text, changed: instant, tags: text[], maker: { name: text, since: int32? } }
        param server: text
        secret database = env("DB")
        secret client_secret = env("CLIENT_SECRET")
        connection api: http {
          base_url: server, retries: 1,
          auth: oauth2("${server}/token", client_id: "flow", client_secret: client_secret)
        }
        connection pg: postgres { url: database }
        source items: Item from api.get("/v1/items") {
          rows: "$.data",
          query: { since: "{cursor}", size: 2 },
          pages: cursor("after", from: "$.meta.next"),
          cursor: changed,
          cursor_overlap: 1h,
          on_bad_record: reject
        }
        transform latest = from items | dedupe by id keep latest changed
        pipeline load {
          write latest to pg.table("items") { mode: upsert, rejects: pg.table("rejects") }
        }
        """;

    private readonly List<string> _items =
    [
        Item(1, "one", "2024-01-01T10:00:00Z"), Item(2, "two", "2024-01-02T12:00:00.25Z"), Item(3, "three", "2024-01-01T11:00:00+00:00"),
    ];

    private bool _isBroken;

    [SkippableFact]
    public async Task A_run_asks_for_what_is_new_since_the_last_that_committed()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using RestServer server = new(Answer);
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        program.Variables["DB"] = database.Url;
        program.Variables["CLIENT_SECRET"] = "hush-hush";
        string[] arguments = ["--param", $"server={server.Url}"];

        // The first run leaves `since` out; of pages that overlap, `dedupe` keeps a row once.
        await SucceedsAsync(program, arguments);
        Assert.Equal("1:one 2:two 3:three", await StoredAsync(database));
        Assert.All(Asked(server), request => Assert.Null(request["since"]));

        // A run that fails half-way keeps what is stored and where the next begins.
        _items.Add(Item(4, "four", "2024-01-03T08:00:00Z"));
        _items.Add(Item(5, "five", "2024-01-03T08:00:00Z"));
        _items.Add(Item(1, "uno", "2024-01-03T09:00:00Z"));
        _isBroken = true;
        int before = Asked(server).Length;
        CommandResult failed = await program.RunAsync(arguments);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("RT2044", failed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", failed.ToString(), StringComparison.Ordinal);
        Assert.Equal("1:one 2:two 3:three", await StoredAsync(database));
        Assert.Equal("2024-01-02T11:00:00.250000Z", Asked(server)[before]["since"]);

        _isBroken = false;
        before = Asked(server).Length;
        await SucceedsAsync(program, arguments);
        Assert.Equal("1:uno 2:two 3:three 4:four 5:five", await StoredAsync(database));
        Assert.Equal("2024-01-02T11:00:00.250000Z", Asked(server)[before]["since"]);

        before = Asked(server).Length;
        await SucceedsAsync(program, arguments);
        Assert.Equal("2024-01-03T08:00:00Z", Asked(server)[before]["since"]);
        Assert.Equal("maker since 2020", await database.ScalarAsync<string>(
            "select maker->>'name' || ' since ' || (maker->>'since') from items where id = 1 and tags = array['a', 'b']"));
    }

    [SkippableFact]
    public async Task A_bad_record_is_rejected_and_a_changed_column_is_refused_before_the_first_row()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using RestServer server = new(Answer);
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        program.Variables["DB"] = database.Url;
        program.Variables["CLIENT_SECRET"] = "x";
        string[] arguments = ["--param", $"server={server.Url}"];
        _items[1] = _items[1].Replace("\"id\": 2", "\"id\": \"two\"", StringComparison.Ordinal);

        await SucceedsAsync(program, arguments);
        Assert.Equal("1:one 3:three", await StoredAsync(database));
        Assert.Equal("`id` is not an int64 /v1/items page 1 2", await database.ScalarAsync<string>(
            "select reason || ' ' || source_file || ' ' || source_row from rejects order by source_file limit 1"));

        for (int i = 0; i < _items.Count; i++)
        {
            _items[i] = _items[i].Replace("\"tags\": [\"a\", \"b\"]", "\"tags\": \"a b\"", StringComparison.Ordinal)
                .Replace("\"name\": \"", "\"title\": \"", StringComparison.Ordinal);
        }

        CommandResult drifted = await program.RunAsync(arguments);
        Assert.Equal(3, drifted.ExitCode);
        Assert.Contains("RT3020", drifted.Errors, StringComparison.Ordinal);
        Assert.Contains("- name: text   is in none of the first", drifted.Errors, StringComparison.Ordinal);
        Assert.Contains("~ tags: text[]   is a text in", drifted.Errors, StringComparison.Ordinal);
        Assert.Equal("1:one 3:three", await StoredAsync(database));
    }

    private static string Item(int id, string name, string changed) =>
        $"{{\"id\": {id}, \"name\": \"{name}\", \"changed\": \"{changed}\", \"tags\": [\"a\", \"b\"],\n"
        + "\"maker\": {\"name\": \"maker\", \"since\": 2020}, \"other\": null}";

    private static RestRequest[] Asked(RestServer server) => [.. server.Requests.Where(r => r.Path == "/v1/items")];

    private static Task<string> StoredAsync(PostgresDatabase database) =>
        database.ScalarAsync<string>("select string_agg(id || ':' || name, ' ' order by id) from items");

    private static async Task SucceedsAsync(BuiltProgram program, string[] arguments)
    {
        CommandResult run = await program.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    // Two items a page, each page beginning with the last one of the page before.
    private RestAnswer Answer(RestRequest request)
    {
        if (request.Path == "/token")
        {
            return RestAnswer.Json("{\"access_token\": \"t\", \"expires_in\": 3600}");
        }

        DateTimeOffset since =
            request["since"] is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : DateTimeOffset.MinValue;
        string[] found = [.. _items.Where(item => Changed(item) >= since)];
        int from = int.Parse(request["after"] ?? "0", CultureInfo.InvariantCulture);
        if (_isBroken && from > 0)
        {
            return RestAnswer.Fails(500, "the lights went out; hush-hush");
        }

        string page = string.Join(", ", found.Skip(from).Take(2));
        return RestAnswer.Json($"{{\"data\": [{page}], \"meta\": {{\"next\": {(from + 2 < found.Length ? $"\"{from + 1}\"" : "null")}}}}}");
    }

    private static DateTimeOffset Changed(string item) =>
        System.Text.Json.JsonDocument.Parse(item).RootElement.GetProperty("changed").GetDateTimeOffset();
}
