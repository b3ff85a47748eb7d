using System.Text.Json.Nodes;
using FlowLang.Connectors.DuckDb;
using FlowLang.GoogleCloud;
using FlowLang.Runtime.Tests.Gcs;
using FlowLang.Runtime.Tests.Http;

namespace FlowLang.Runtime.Tests.Google;

/// <summary>Tokens by files of credentials of every type, and what is said of those that can't be used.</summary>
public sealed class CredentialTests
{
    [Fact]
    public async Task A_key_workloads_of_other_clouds_and_accounts_that_are_stood_for_give_tokens()
    {
        using Sandbox box = new();
        await using TokenServer server = new();
        JsonObject text = new() { ["file"] = box.Write("subject", TokenServer.Subject) };
        JsonObject field = Json(new() { ["file"] = box.Write("s.json", $$"""{"access_token": "{{TokenServer.Subject}}"}""") });
        JsonObject url = new() { ["url"] = server.Url + "/subject" };
        JsonObject member = Json(new()
        {
            ["url"] = server.Url + "/subject.json",
            ["headers"] = new JsonObject { ["Metadata"] = "True" },
        });
        Assert.Equal(("ya29.key-1", TokenServer.Account), await AskAsync(server.Key()));
        Assert.Equal(("ya29.sts-2", null), await AskAsync(server.Workload(text)));
        Assert.Equal(("ya29.sts-3", null), await AskAsync(server.Workload(field)));
        Assert.Equal(("ya29.sts-4", null), await AskAsync(server.Workload(url)));
        Assert.Equal(("ya29.sts-5", null), await AskAsync(server.Workload(member)));
        Assert.Equal(
            ("ya29.account-7", TokenServer.Account),
            await AskAsync(server.Workload(new() { ["url"] = server.Url + "/subject" }, impersonates: true)));
        Assert.Equal(("ya29.account-9", TokenServer.Account), await AskAsync(server.Impersonated(server.Key())));

        async Task<(string, string?)> AskAsync(JsonObject file)
        {
            using GoogleTokens tokens = Tokens(box, file);
            AccessToken token = await tokens.GetAsync(default);
            Assert.InRange(token.Ends - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61));
            Assert.Equal(token.Value, (await tokens.GetAsync(default)).Value);
            return (token.Value, token.Principal);
        }

        static JsonObject Json(JsonObject source)
        {
            source["format"] = new JsonObject { ["type"] = "json", ["subject_token_field_name"] = "access_token" };
            return source;
        }
    }

    [Theory]
    [InlineData("key")]
    [InlineData("workload")]
    [InlineData("impersonated")]
    public async Task A_token_that_is_refused_is_replaced_once_and_another_file_is_taken_without_a_restart(string form)
    {
        using Sandbox box = new();
        await using TokenServer server = new();
        using GoogleTokens tokens = Tokens(box, form switch
        {
            "key" => server.Key(),
            "workload" => server.Workload(new() { ["url"] = server.Url + "/subject" }),
            _ => server.Impersonated(server.Key()),
        });
        string first = (await tokens.GetAsync(default)).Value;
        string second = (await tokens.RenewAsync(first, default)).Value;
        Assert.NotEqual(first, second);
        Assert.Equal(second, (await tokens.RenewAsync(first, default)).Value); // somebody else had it replaced
        JsonObject key = server.Key();
        key["client_email"] = "other@test.iam.gserviceaccount.com";
        server.Fault = request => request.Path == "/token" ? RestAnswer.Json("""{"access_token": "other", "expires_in": 60}""") : null;
        box.Write("credentials.json", key.ToJsonString());
        File.SetLastWriteTimeUtc(box.Path("credentials.json"), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));
        AccessToken other = await tokens.GetAsync(default);
        Assert.Equal(("other", "other@test.iam.gserviceaccount.com"), (other.Value, other.Principal));
    }

    [SkippableFact]
    public async Task A_token_that_ends_in_the_middle_of_an_upload_is_replaced_once()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await using TokenServer server = new();
        using GoogleTokens tokens = Tokens(box.Box, server.Key());
        box.Options = box.Options with { Tokens = tokens };
        bool hasEnded = false;
        box.Proxy.Fault = (request, _) =>
        {
            hasEnded |= request.Method == "PUT";
            return hasEnded && request.Header("Authorization") == "Bearer ya29.key-1" ? StorageProxy.Fails(401) : null;
        };
        await box.Box.WriteAsync(
            "SELECT range * 7919 AS n FROM range(300000)", [new Column("n", ColumnType.Int64)], box.Sink("big.parquet"));
        Assert.True(Assert.Single(box.Proxy.Sessions).Stored.Count > 1 << 20);
        Assert.Equal(box.Proxy.Sessions[0].Stored, await box.GetAsync("big.parquet"));
        Assert.Single(box.Proxy.Requests, r => r.Method == "PUT" && r.Header("Authorization") == "Bearer ya29.key-1");
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("none", 1)]
    [InlineData("1000000000000000000", 1)]
    [InlineData("\"3600\"", 1)]
    [InlineData("0", 3)]
    [InlineData("-3600", 3)]
    public async Task An_end_that_no_clock_can_mean_is_not_believed(string expiresIn, int asked)
    {
        using Sandbox box = new();
        await using TokenServer server = new();
        server.ExpiresIn = expiresIn == "none" ? null : JsonNode.Parse(expiresIn);
        using GoogleTokens tokens = Tokens(box, server.Key());
        for (int i = 0; i < 3; i++)
        {
            AccessToken token = await tokens.GetAsync(default);
            Assert.StartsWith("ya29.key-", token.Value, StringComparison.Ordinal);
            Assert.True(token.Ends < TimeProvider.System.GetUtcNow().AddDays(2));
        }

        Assert.Equal(asked, server.Requests.Count);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task A_clock_that_is_hours_off_asks_more_often_and_goes_on(int hours)
    {
        using Sandbox box = new();
        await using TokenServer server = new();
        server.Expires = TimeProvider.System.GetUtcNow().AddHours(hours);
        using GoogleTokens tokens = Tokens(box, server.Impersonated(server.Key()));
        string first = (await tokens.GetAsync(default)).Value;
        Assert.Equal(hours > 0, first == (await tokens.GetAsync(default)).Value);
    }

    [Fact]
    public async Task A_file_that_can_not_be_used_is_named_with_what_is_wrong_and_nothing_of_what_is_in_it()
    {
        using Sandbox box = new();
        await using TokenServer server = new();
        JsonObject url = new() { ["url"] = server.Url + "/subject" };
        await ExpectAsync("", "it is not JSON");
        await ExpectAsync(server.PrivateKey, "it is not JSON");
        await ExpectAsync("[]", "it is no JSON object");
        await ExpectAsync("{}", "its `type` is not one of service_account, authorized_user, external_account");
        await ExpectAsync("""{"type": 5}""", "its `type` is not one of");
        await ExpectAsync(new string(' ', 2 << 20), "it is longer than any such file");
        await ChangedAsync(server.Key(), "client_email", null, "it has no `client_email`");
        await ChangedAsync(server.Key(), "client_email", new JsonObject(), "it has no `client_email`");
        await ChangedAsync(server.Key(), "private_key", "", "it has no `private_key`");
        await ChangedAsync(server.Key(), "private_key", server.PrivateKey[..400], "its `private_key` is no RSA key as PEM");
        await ChangedAsync(server.Key(), "token_uri", "http://tokens.example/", "its `token_uri` is no address with https://");
        await ChangedAsync(server.Key(), "token_uri", "file:///etc/passwd", "its `token_uri` is no address with https://");
        await ChangedAsync(server.Workload(url), "token_url", "there", "its `token_url` is no address with https://");
        await ChangedAsync(server.Workload([]), "audience", "a", "its `credential_source` has no `file` and no `url`");
        await ChangedAsync(server.Workload([]), "credential_source", null, "it has no `credential_source`");
        JsonObject program = new() { ["executable"] = new JsonObject { ["command"] = "/bin/sh" } };
        await ChangedAsync(server.Workload(program), "audience", "a", "its `credential_source` is a program");
        await ChangedAsync(server.Workload(new() { ["url"] = "there" }), "audience", "a", "`url` of its `credential_source` is no");
        await ChangedAsync(server.Impersonated([]), "delegates", null, "`source_credentials`: its `type` is not one of");
        await ExpectAsync(
            """{"type": "authorized_user", "client_id": "c", "client_secret": "GOCSPX-hidden"}""", "it has no `refresh_token`");

        Task ChangedAsync(JsonObject file, string field, JsonNode? value, string why)
        {
            file[field] = value;
            return ExpectAsync(file.ToJsonString(), why);
        }

        async Task ExpectAsync(string text, string why)
        {
            using GoogleTokens tokens = new(TimeProvider.System, GoogleTokens.Everything) { Path = box.Write("broken.json", text) };
            FlowException e = await Assert.ThrowsAsync<FlowException>(() => tokens.GetAsync(default));
            Assert.Equal(("RT2058", ErrorKind.Usage), (e.Error.Code, e.Error.Kind));
            Assert.StartsWith(
                $"{box.Path("broken.json")}, which GOOGLE_APPLICATION_CREDENTIALS names: ", e.Error.Why, StringComparison.Ordinal);
            Assert.Contains($": {why}", e.Error.Why, StringComparison.Ordinal);
            Assert.DoesNotContain("GOCSPX", $"{e.Error}", StringComparison.Ordinal);
            Assert.DoesNotContain(server.PrivateKey[100..140], $"{e.Error}", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/token", 400, """{"error": "a", "error_description": "Invalid JWT: ECHO"}""", "says 400: Invalid JWT: ***", false)]
    [InlineData("/token", 503, "busy", "says 503", true)]
    [InlineData("/token", 200, "<html>log in</html>", "its server's answer is none that has a token", false)]
    [InlineData("/token", 200, "null", "its server's answer is none that has a token", false)]
    [InlineData("/token", 200, "{}", "its server's answer is none that has a token", false)]
    [InlineData("/token", 200, """{"access_token": ["a"]}""", "its server's answer is none that has a token", false)]
    [InlineData("/token", 302, "", "says 302", false)]
    [InlineData("account", 403, """{"error": {"code": 403, "message": "Permission denied"}}""", "says 403: Permission denied", false)]
    [InlineData("account", 200, "[]", "its server's answer is none that has a token", false)]
    [InlineData("account", 200, """{"accessToken": "a", "expireTime": "soon"}""", "its server's answer is none that has", false)]
    public async Task A_server_that_gives_no_token_is_quoted_without_what_was_sent_to_it(
        string path, int status, string body, string why, bool isTransient)
    {
        using Sandbox box = new();
        await using TokenServer server = new();
        server.Fault = request => request.Path.Contains(path, StringComparison.OrdinalIgnoreCase) ? Fails(request) : null;
        await ExpectAsync(box, path == "account" ? server.Impersonated(server.Key()) : server.Key(), why, isTransient);
        if (path == "/token" && status >= 400)
        {
            await ExpectAsync(box, server.Impersonated(server.Key()), why, isTransient);
        }

        RestAnswer Fails(RestRequest request)
        {
            string said = body.Replace("ECHO", TokenServer.Field(request.Body, "assertion"), StringComparison.Ordinal);
            return RestAnswer.Fails(status, said, "application/json");
        }
    }

    [Fact]
    public async Task Subjects_that_are_not_there_and_servers_that_hang_or_are_away_end_in_one_error()
    {
        using Sandbox box = new();
        await using TokenServer server = new();
        await ExpectAsync(
            box, server.Workload(new() { ["file"] = box.Path("none") }), "there is no file as `credential_source` names it", false);
        JsonObject format = new() { ["type"] = "json", ["subject_token_field_name"] = "other" };
        JsonObject unnamed = server.Workload(new() { ["url"] = server.Url + "/subject", ["format"] = format });
        await ExpectAsync(box, unnamed, "its server's answer is none that has a token", false);
        server.Fault = request => request.Path == "/subject" ? RestAnswer.Fails(500, "no subject") : null;
        await ExpectAsync(box, server.Workload(new() { ["url"] = server.Url + "/subject" }), "says 500: no subject", true);
        server.Fault = _ => RestAnswer.Json(new string(' ', 3 << 20));
        await ExpectAsync(box, server.Key(), "its server can't be reached", true);
        server.Fault = _ => RestAnswer.Json("""{"access_token": "a"}""") with { CutAfter = 5 };
        await ExpectAsync(box, server.Key(), "its server", true);
        server.Fault = _ => RestAnswer.Json("""{"access_token": "a"}""") with { Drip = TimeSpan.FromMinutes(5) };
        await ExpectAsync(box, server.Key(), "its server gives no answer", true, new HurriedTime());
        JsonObject away = server.Key();
        away["token_uri"] = "https://127.0.0.1:1/token";
        await ExpectAsync(box, away, "its server can't be reached (ConnectionError)", true);
    }

    private static async Task ExpectAsync(Sandbox box, JsonObject file, string why, bool isTransient, TimeProvider? time = null)
    {
        using GoogleTokens tokens = Tokens(box, file, time);
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => tokens.GetAsync(default));
        Assert.Contains(why, e.Error.Why, StringComparison.Ordinal);
        Assert.Equal(("RT2059", isTransient), (e.Error.Code, e.Error.Transient));
        Assert.Contains($"(credentials of {box.Path("credentials.json")})", e.Error.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenServer.Subject, $"{e.Error}", StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(e.Error.Help));
    }

    private static GoogleTokens Tokens(Sandbox box, JsonObject file, TimeProvider? time = null) =>
        new(time ?? TimeProvider.System, GoogleTokens.Everything) { Path = box.Write("credentials.json", file.ToJsonString()) };
}
