using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlowLang.Notifications;
using FlowLang.Runtime.Tests.Http;

namespace FlowLang.Runtime.Tests.Notifications;

/// <summary>Slack and webhooks against a server that answers as a test says.</summary>
public sealed class WebNotifierTests
{
    private static readonly DateTimeOffset s_at = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static Notice Failure => new("r1.failed", NoticeKind.Failed, "taxi", "hourly", s_at)
    {
        Run = "r1",
        Interval = "2024-01-01T05",
        Error = new FlowError("RT6011", "no <server> & no luck", "it is down", "start it", "main.flow", 7),
        Failures = 1,
    };

    [Fact]
    public async Task Slack_gets_a_title_a_colour_and_the_details_escaped()
    {
        await using RestServer server = new(_ => RestAnswer.Json("ok"));
        using SlackNotifier slack = new("chat", new Secret("hook", server.Url + "/services/T/B/x?y=1"), TimeProvider.System);
        await slack.SendAsync(Failure, default);
        RestRequest request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/services/T/B/x?y=1"), (request.Method, request.Target));
        JsonElement root = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal("taxi: hourly failed (RT6011)", root.GetProperty("text").GetString());
        string text = root.GetProperty("attachments")[0].GetProperty("text").GetString() ?? "";
        Assert.Contains("*error* RT6011: no &lt;server&gt; &amp; no luck", text, StringComparison.Ordinal);
        Assert.Contains("*where* main.flow:7", text, StringComparison.Ordinal);
        Assert.Contains("*interval* 2024-01-01T05", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_gets_all_of_it_under_a_signature_that_its_receiver_can_check()
    {
        await using RestServer server = new(_ => RestAnswer.Json("{}"));
        using WebhookNotifier hook = new("ops", new Secret("url", server.Url + "/in"), new Secret("key", "sesame"), TimeProvider.System);
        await hook.SendAsync(Failure, default);
        RestRequest request = Assert.Single(server.Requests);
        byte[] body = Encoding.Latin1.GetBytes(request.Body);
        string expected = Convert.ToHexStringLower(HMACSHA256.HashData("sesame"u8, body));
        Assert.Equal(("r1.failed", "sha256=" + expected), (request.Header("X-Flow-Notice"), request.Header("X-Flow-Signature")));
        JsonElement root = JsonDocument.Parse(body).RootElement;
        Assert.Equal("failed", root.GetProperty("kind").GetString());
        Assert.Equal("2024-01-02T03:04:05Z", root.GetProperty("at").GetString());
        JsonElement error = root.GetProperty("error");
        Assert.Equal(
            ("RT6011", "main.flow", 7),
            (error.GetProperty("code").GetString(), error.GetProperty("file").GetString(), error.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_digest_has_its_notices_in_it()
    {
        await using RestServer server = new(_ => RestAnswer.Json("{}"));
        using WebhookNotifier hook = new("ops", new Secret("url", server.Url), key: null, TimeProvider.System);
        Notice digest = new("d", NoticeKind.Digest, "taxi", "", s_at) { Others = [Failure, Failure with { Pipeline = "daily" }] };
        await hook.SendAsync(digest, default);
        JsonElement root = JsonDocument.Parse(Assert.Single(server.Requests).Body).RootElement;
        Assert.Equal("taxi: 2 notices: 2 failed", root.GetProperty("title").GetString());
        Assert.Equal("daily", root.GetProperty("notices")[1].GetProperty("pipeline").GetString());
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_and_the_wait_that_is_asked_for_is_kept()
    {
        int asked = 0;
        await using RestServer server = new(_ => ++asked switch
        {
            1 => RestAnswer.Fails(503),
            2 => RestAnswer.Fails(429, headers: ("Retry-After", "7")),
            _ => RestAnswer.Json("ok"),
        });
        HurriedTime time = new();
        using SlackNotifier slack = new("chat", new Secret("hook", server.Url + "/x"), time);
        await slack.SendAsync(Failure, default);
        Assert.Equal(3, server.Requests.Count);
        Assert.Contains(TimeSpan.FromSeconds(7), time.Waits);
    }

    [Theory]
    [InlineData(404, "RT7071", false)]
    [InlineData(403, "RT7071", false)]
    [InlineData(500, "RT7070", true)]
    public async Task An_answer_that_is_no_yes_is_told_by_host_and_never_with_the_address(int status, string code, bool isTransient)
    {
        await using RestServer server = new(_ => RestAnswer.Fails(status, "no_service\n"));
        using SlackNotifier slack = new("chat", new Secret("hook", server.Url + "/hunter2"), new HurriedTime());
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => slack.SendAsync(Failure, default));
        Assert.Equal((code, isTransient), (e.Error.Code, e.Error.Transient));
        Assert.Contains("no_service", e.Error.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_told_without_the_address()
    {
        RestServer gone = new(_ => RestAnswer.Json(""));
        string url = gone.Url;
        await gone.DisposeAsync();
        using SlackNotifier slack = new("chat", new Secret("hook", url + "/hunter2"), new HurriedTime());
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => slack.SendAsync(Failure, default));
        Assert.Equal(("RT7070", true), (e.Error.Code, e.Error.Transient));
        Assert.DoesNotContain("hunter2", e.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("ftp://h/hunter2")]
    public void An_address_that_is_none_is_refused_without_being_repeated(string url)
    {
        FlowException e = Assert.Throws<FlowException>(() => new SlackNotifier("chat", new Secret("hook", url), TimeProvider.System));
        Assert.Equal(("RT7072", ErrorKind.Usage), (e.Error.Code, e.Error.Kind));
        Assert.DoesNotContain("hunter2", e.Error.ToString(), StringComparison.Ordinal);
    }
}
