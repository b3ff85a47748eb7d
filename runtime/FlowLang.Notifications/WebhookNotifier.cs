using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Notifications;

/// <summary>
/// A program of somebody's own. <c>X-Flow-Notice</c> is the notice's id, the same for each try; with a <paramref name="key"/>
/// <c>X-Flow-Signature</c> is <c>sha256=</c> and the hex HMAC-SHA256 (RFC 2104) of the body under it.
/// </summary>
public sealed class WebhookNotifier(string name, Secret url, Secret? key, TimeProvider time) : WebNotifier(name, url, time)
{
    private protected override byte[] Body(Notice notice)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            Write(json, notice);
        }

        return stream.ToArray();
    }

    private protected override void Sign(HttpRequestHeaders headers, Notice notice, byte[] body)
    {
        headers.Add("X-Flow-Notice", notice.Id);
        if (key is not null)
        {
            byte[] hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal()), body);
            headers.Add("X-Flow-Signature", "sha256=" + Convert.ToHexStringLower(hash));
        }
    }

    private static void Write(Utf8JsonWriter json, Notice notice)
    {
        json.WriteStartObject();
        json.WriteString("id", notice.Id);
        json.WriteString("kind", Word(notice.Kind));
        json.WriteString("title", NoticeText.Title(notice));
        json.WriteString("program", notice.Program);
        json.WriteString("pipeline", notice.Pipeline);
        json.WriteString("at", notice.At.UtcDateTime);
        Text(json, "run", notice.Run);
        Text(json, "interval", notice.Interval);
        if (notice.Since is { } since)
        {
            json.WriteString("since", since.UtcDateTime);
            json.WriteNumber("failures", notice.Failures);
        }

        if (notice.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteString("code", error.Code);
            json.WriteString("message", error.Message);
            Text(json, "why", error.Why);
            Text(json, "help", error.Help);
            Text(json, "file", error.File);
            if (error.Line is { } line)
            {
                json.WriteNumber("line", line);
            }

            json.WriteEndObject();
        }

        if (!notice.Others.IsEmpty)
        {
            json.WriteStartArray("notices");
            foreach (Notice other in notice.Others)
            {
                Write(json, other);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string Word(NoticeKind kind) => kind switch
    {
        NoticeKind.Failed => "failed",
        NoticeKind.StillFailing => "still_failing",
        NoticeKind.Recovered => "recovered",
        NoticeKind.Late => "late",
        NoticeKind.Test => "test",
        _ => "digest",
    };
}
