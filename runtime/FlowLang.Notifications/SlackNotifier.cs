using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Notifications;

/// <summary>
/// A channel with an incoming webhook: Slack's own, or one of the many servers that take its form (Mattermost, Rocket.Chat, Discord's
/// <c>/slack</c>). Payload: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, text of <c>mrkdwn</c> with
/// <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> escaped.
/// </summary>
public sealed class SlackNotifier(string name, Secret webhook, TimeProvider time) : WebNotifier(name, webhook, time)
{
    // A block's text may have 3,000 characters.
    private const int LongestText = 2_900;

    private protected override byte[] Body(Notice notice)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("text", Escape(NoticeText.Title(notice)));
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("color", Color(notice.Kind));
            json.WriteString("text", Text(notice));
            json.WriteStartArray("mrkdwn_in");
            json.WriteStringValue("text");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Text(Notice notice)
    {
        string text = string.Join('\n', NoticeText.Lines(notice).Select(line => $"*{Escape(line.Label)}* {Escape(line.Text)}"));
        return text.Length <= LongestText ? text : text[..LongestText] + " …";
    }

    private static string Color(NoticeKind kind) => kind switch
    {
        NoticeKind.Recovered or NoticeKind.Test => "#2e7d32",
        NoticeKind.Late => "#b26a00",
        _ => "#c62828",
    };

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
