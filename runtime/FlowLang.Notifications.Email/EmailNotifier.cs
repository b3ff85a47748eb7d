using System.Net.Sockets;
using System.Text;
using FlowLang.Runtime;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace FlowLang.Notifications.Email;

/// <summary>
/// Mailboxes, through a server of mail (SMTP, RFC 5321). One message a notice, plain text; its <c>Message-Id</c> is the notice's id, so a
/// second sending is no second message to most mailboxes. Throws RT7070 (may pass), RT7071 (refused), RT7072 (options), RT7073 (login).
/// </summary>
public sealed class EmailNotifier : Notifier
{
    private const int Attempts = 4;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private readonly EmailOptions _options;
    private readonly TimeProvider _time;
    private readonly MailboxAddress _from;
    private readonly InternetAddressList _to = [];

    public EmailNotifier(string name, EmailOptions options, TimeProvider time)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _from = Mailbox(options.From);
        _to.AddRange(options.To.SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(Mailbox));
        if (_to.Count == 0)
        {
            throw NoticeErrors.BadAddress(name, "`to` names no mailbox", "give one address or more: `to: [\"ops@example.com\"]`");
        }
    }

    public override async Task SendAsync(Notice notice, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(notice);
        using MimeMessage message = Message(notice);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await SendAsync(message, cancel);
                return;
            }
            catch (FlowException e) when (e.Error.Transient && attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)), _time, cancel);
            }
        }
    }

    private MimeMessage Message(Notice notice)
    {
        StringBuilder text = new();
        foreach ((string label, string line) in NoticeText.Lines(notice))
        {
            text.Append(label).Append(": ").Append(line.ReplaceLineEndings("\r\n  ")).Append("\r\n");
        }

        MimeMessage message = new()
        {
            MessageId = $"{notice.Id}@{_from.Domain}",
            Subject = NoticeText.Title(notice),
            Date = notice.At,
            Body = new TextPart("plain") { Text = text.ToString() },
        };
        message.From.Add(_from);
        message.To.AddRange(_to);

        // No answer of an absent person comes back (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        using SmtpClient client = new() { Timeout = (int)s_patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(_options.Host, _options.Port, Encryption(_options.Encryption), cancel);
            if (_options is { User: { } user, Password: { } password })
            {
                await client.AuthenticateAsync(user, password.Reveal(), cancel);
            }

            await client.SendAsync(message, cancel);
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            throw Translate(e);
        }
    }

    private FlowException Translate(Exception e) => e switch
    {
        AuthenticationException => NoticeErrors.NotAllowed(Name, _options.Host, "the server knows no such user and password"),
        SslHandshakeException => NoticeErrors.Refused(
            Name, _options.Host, "no encrypted connection came about: its certificate is not trusted, or the port speaks another protocol"),
        SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 } refusal => NoticeErrors.Refused(
            Name, _options.Host, $"answered {(int)refusal.StatusCode} {OneLine.Of(refusal.Message)}"),
        SmtpCommandException refusal => NoticeErrors.Unreachable(
            Name, _options.Host, $"answered {(int)refusal.StatusCode} {OneLine.Of(refusal.Message)}"),
        SocketException or IOException or ProtocolException or TimeoutException or OperationCanceledException =>
            NoticeErrors.Unreachable(Name, _options.Host, "no answer"),
        NotSupportedException => NoticeErrors.Refused(
            Name, _options.Host, "it offers no encryption, or no way to log in that is known here"),
        _ => NoticeErrors.Refused(Name, _options.Host, $"{e.GetType().Name} while sending"),
    };

    private MailboxAddress Mailbox(string text) =>
        MailboxAddress.TryParse(text, out MailboxAddress? mailbox) && mailbox is { Domain.Length: > 0 }
        ? mailbox
        : throw NoticeErrors.BadAddress(Name, $"`{text}` is no address of mail", "write `name@example.com`");

    private static SecureSocketOptions Encryption(EmailEncryption encryption) => encryption switch
    {
        EmailEncryption.StartTls => SecureSocketOptions.StartTls,
        EmailEncryption.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };
}
