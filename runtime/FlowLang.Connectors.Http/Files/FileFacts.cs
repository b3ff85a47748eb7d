using System.Net.Http.Headers;
using System.Text.Json;

namespace FlowLang.Connectors.Http;

/// <summary>What is remembered of a file, beside it.</summary>
/// <param name="ETag">As the server writes it, quotes and weakness included.</param>
/// <param name="Modified">Its Last-Modified, as it writes it.</param>
/// <param name="Bytes">The whole file's size; of a part that lacks the rest, null where the server did not say.</param>
/// <param name="Sha256">Empty for a part.</param>
internal sealed record FileFacts(string? ETag, string? Modified, long? Bytes, string Sha256)
{
    /// <summary>
    /// What names this very version in If-Range, which takes no weak entity tags (RFC 9110, 13.1.5); null where nothing does.
    /// </summary>
    public string? Validator => ETag is { } tag && !tag.StartsWith("W/", StringComparison.Ordinal) ? tag : ETag is null ? Modified : null;

    public static FileFacts Of(HttpResponseMessage response, long? bytes) => new(
        Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"), bytes, "");

    /// <summary>Null where there are none, or none that can be read: the file is fetched again then.</summary>
    public static FileFacts? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<FileFacts>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes them aside, then in place of the old ones.</summary>
    public void Write(string path)
    {
        File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    // As it was sent: some servers leave out an entity tag's quotes, and know it only so.
    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && values.ToString() is { Length: > 0 } text ? text : null;
}
