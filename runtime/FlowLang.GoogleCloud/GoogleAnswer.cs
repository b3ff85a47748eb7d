using System.Text;
using System.Text.Json;
using FlowLang.Connectors.Http;

namespace FlowLang.GoogleCloud;

/// <summary>What a service of Google Cloud says of a request that it refuses.</summary>
internal static class GoogleAnswer
{
    private const int Longest = 300;

    // A message is far shorter; whoever sends more is no service of Google's.
    private const int MostBytes = 64 << 10;

    /// <summary>
    /// The message of <c>{"error": {"message": "…"}}</c>, the description of <c>{"error": "…", "error_description": "…"}</c> (OAuth),
    /// else what is written there in place of JSON, in one line; null where that says nothing to a reader: nothing at all, another form,
    /// a page.
    /// </summary>
    public static async Task<string?> MessageAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            using Stream stream = await response.Content.ReadAsStreamAsync(cancel);
            byte[] bytes = new byte[MostBytes];
            int count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
            return Message(Encoding.UTF8.GetString(bytes, 0, count).Trim('\uFEFF', ' ', '\r', '\n', '\t'));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static string? Message(string body)
    {
        string line = Excerpt.Of(body is ['{' or '[', ..] ? Field(body) : body is ['<', ..] ? "" : body, Longest);
        return line.Length == 0 ? null : line;
    }

    private static string Field(string body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            JsonElement root = json.RootElement;
            return Member(root, "error") is { ValueKind: JsonValueKind.Object } error ? Text(Member(error, "message")) ?? ""
                : Text(Member(root, "error_description")) ?? Text(Member(root, "error")) ?? "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text of half a surrogate pair.
            return "";
        }
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member) ? member : null;

    private static string? Text(JsonElement? json) => json is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
