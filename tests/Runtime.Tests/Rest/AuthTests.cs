using System.Text;
using FlowLang.Connectors.Http;

namespace FlowLang.Runtime.Tests.Rest;

/// <summary>How a connection says who asks, and that nobody else hears it.</summary>
public sealed class AuthTests
{
    [Fact]
    public async Task A_token_and_a_password_go_into_the_header()
    {
        await using RestBox bearer = new(_ => RestAnswer.Json("[]")) { Change = o => o with { Token = new("t", "abc") } };
        await using RestBox basic = new(_ => RestAnswer.Json("[]"))
        {
            Change = o => o with { User = "me", Password = new("p", "pässword") },
        };

        await bearer.IdsAsync();
        await basic.IdsAsync();

        Assert.Equal("Bearer abc", bearer.Server.Requests[0].Header("Authorization"));
        Assert.Equal(
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:pässword")), basic.Server.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task A_key_goes_into_a_header_or_a_parameter()
    {
        await using RestBox header = new(_ => RestAnswer.Json("[]"))
        {
            Change = o => o with { Auth = new ApiKeyAuth(new("k", "k-1"), "X-Key", null) },
        };
        await using RestBox query = new(r => RestAnswer.Json(r["page"] is "1" ? RestBox.Rows(1) : "[]"))
        {
            Change = o => o with { Auth = new ApiKeyAuth(new("k", "k&2"), null, "key") },
        };

        await header.IdsAsync();
        await query.IdsAsync(new() { Pages = new NumberPages("page", 1, []) });

        Assert.Equal("k-1", header.Server.Requests[0].Header("X-Key"));
        Assert.Equal(["/v1/rows?page=1&key=k%262", "/v1/rows?page=2&key=k%262"], query.Server.Targets);
    }

    [Fact]
    public async Task Secrets_that_a_server_repeats_are_not_shown()
    {
        await using RestBox box = new(r => RestAnswer.Fails(403, $"no entry for {r["key"]} at {r.Target}"))
        {
            Change = o => o with { Auth = new ApiKeyAuth(new("k", "hidden-key"), null, "key") },
        };

        FlowError error = await box.FailAsync();

        Assert.Equal("RT2043", error.Code);
        Assert.DoesNotContain("hidden-key", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("no entry for ***", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_asked_for_once_and_again_when_it_has_ended()
    {
        int given = 0;
        await using RestBox box = new(r => r switch
        {
            { Method: "POST" } => RestAnswer.Json($"{{\"access_token\": \"token-{++given}\", \"expires_in\": 3600}}"),
            _ when r["page"] is "3" && r.Header("Authorization") != "Bearer token-2" => RestAnswer.Fails(401, "expired"),
            _ => RestAnswer.Json(r["page"] is "4" ? "[]" : RestBox.Rows(int.Parse(r["page"] ?? ""))),
        })
        {
            Change = o => o with { Auth = new OAuth2Auth($"{o.BaseUrl.Reveal()}/token", "me", new("s", "s:1")) { Scope = "read all" } },
        };

        Assert.Equal("1,2,3", await box.IdsAsync(new() { Pages = new NumberPages("page", 1, []) }));

        RestRequest[] asked = [.. box.Server.Requests.Where(r => r.Method == "POST")];
        Assert.Equal(2, asked.Length);
        Assert.Equal("grant_type=client_credentials&scope=read+all", asked[0].Body);
        Assert.Equal("Basic " + Convert.ToBase64String("me:s%3A1"u8), asked[0].Header("Authorization"));
        Assert.Equal("Bearer token-2", box.Server.Requests[^1].Header("Authorization"));
    }

    [Fact]
    public async Task A_server_that_takes_no_token_is_not_asked_for_ever()
    {
        await using RestBox box = new(r => r.Method == "POST"
            ? RestAnswer.Json("{\"access_token\": \"never-good\"}")
            : RestAnswer.Fails(401, "I do not know never-good"))
        {
            Change = o => o with
            {
                Auth = new OAuth2Auth($"{o.BaseUrl.Reveal()}/token", "me", new("s", "client-secret")) { SendInBody = true },
            },
        };

        FlowError error = await box.FailAsync();

        Assert.Equal("RT2043", error.Code);
        Assert.DoesNotContain("never-good", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["POST", "GET", "POST", "GET"], box.Server.Requests.Select(r => r.Method));
        Assert.Equal("grant_type=client_credentials&client_id=me&client_secret=client-secret", box.Server.Requests[0].Body);
    }

    [Theory]
    [InlineData("{\"error\": \"invalid_client\", \"echo\": \"client-secret\"}", 401)]
    [InlineData("<html>no</html>", 200)]
    [InlineData("{\"token\": \"x\"}", 200)]
    public async Task A_token_that_is_not_given_out_is_told_of(string body, int status)
    {
        await using RestBox box = new(_ => RestAnswer.Fails(status, body))
        {
            Change = o => o with { Auth = new OAuth2Auth($"{o.BaseUrl.Reveal()}/token", "me", new("s", "client-secret")) },
        };

        FlowError error = await box.FailAsync();

        Assert.Equal("RT3018", error.Code);
        Assert.DoesNotContain("client-secret", error.ToString(), StringComparison.Ordinal);
    }
}
