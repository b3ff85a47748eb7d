using FlowLang.Notifications.Email;
using FlowLang.Runtime.Tests.Http;

namespace FlowLang.Runtime.Tests.Notifications;

/// <summary>Mail through a server that answers as a test says.</summary>
public sealed class EmailNotifierTests
{
    private static readonly DateTimeOffset s_at = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task A_message_has_its_subject_its_lines_and_an_id_that_is_the_same_when_it_comes_twice()
    {
        await using MailServer server = new();
        EmailNotifier mail = new("mail", Options(server) with { User = "me", Password = new Secret("p", "hunter2") }, TimeProvider.System);
        await mail.SendAsync(Failure("no server"), default);
        string message = Assert.Single(server.Messages);
        Assert.Contains("Subject: taxi: hourly failed (RT6011)\n", message, StringComparison.Ordinal);
        Assert.Contains("Message-Id: <r1.failed@example.com>\n", message, StringComparison.Ordinal);
        Assert.Contains("To: a@example.com, b@example.com\n", message, StringComparison.Ordinal);
        Assert.Contains("error: RT6011: no server\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_line_of_an_error_becomes_a_header()
    {
        await using MailServer server = new();
        Notice hostile = Failure("x\r\nBcc: evil@example.com\r\n.\r\nQUIT") with { Pipeline = "p\r\nBcc: evil@example.com" };
        await new EmailNotifier("mail", Options(server), TimeProvider.System).SendAsync(hostile, default);
        string headers = Assert.Single(server.Messages).Split("\n\n")[0];
        Assert.DoesNotContain("\nBcc:", headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        int asked = 0;
        await using MailServer server = new(c => c.StartsWith("MAIL", StringComparison.Ordinal) && ++asked < 3 ? "451 later" : null);
        await new EmailNotifier("mail", Options(server), new HurriedTime()).SendAsync(Failure("x"), default);
        Assert.Equal((3, 1), (asked, server.Messages.Count));
    }

    [Theory]
    [InlineData("RCPT", "550 no such box", "RT7071")]
    [InlineData("AUTH", "535 no", "RT7073")]
    [InlineData("MAIL", "451 later", "RT7070")]
    public async Task What_the_server_refuses_is_told_with_its_words_and_without_the_password(string command, string answer, string code)
    {
        await using MailServer server = new(c => c.StartsWith(command, StringComparison.Ordinal) ? answer : null);
        EmailOptions options = Options(server) with { User = "me", Password = new Secret("p", "hunter2") };
        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => new EmailNotifier("mail", options, new HurriedTime()).SendAsync(Failure("x"), default));
        Assert.Equal(code, e.Error.Code);
        Assert.DoesNotContain("hunter2", e.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encryption_that_the_server_has_not_is_not_given_up_silently()
    {
        await using MailServer server = new();
        EmailOptions options = Options(server) with { Encryption = EmailEncryption.StartTls };
        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => new EmailNotifier("mail", options, TimeProvider.System).SendAsync(Failure("x"), default));
        Assert.Equal("RT7071", e.Error.Code);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_server_that_is_not_there_may_come()
    {
        MailServer gone = new();
        EmailOptions options = Options(gone);
        await gone.DisposeAsync();
        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => new EmailNotifier("mail", options, new HurriedTime()).SendAsync(Failure("x"), default));
        Assert.Equal(("RT7070", true), (e.Error.Code, e.Error.Transient));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused(string to)
    {
        EmailOptions options = new() { Host = "h", From = "flow@example.com", To = [to] };
        FlowException e = Assert.Throws<FlowException>(() => new EmailNotifier("mail", options, TimeProvider.System));
        Assert.Equal("RT7072", e.Error.Code);
    }

    private static Notice Failure(string message) => new("r1.failed", NoticeKind.Failed, "taxi", "hourly", s_at)
    {
        Run = "r1",
        Error = new FlowError("RT6011", message),
        Failures = 1,
    };

    private static EmailOptions Options(MailServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Encryption = EmailEncryption.None,
        From = "flow@example.com",
        To = ["a@example.com, b@example.com"],
    };
}
