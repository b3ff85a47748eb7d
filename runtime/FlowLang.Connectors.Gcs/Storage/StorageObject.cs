using System.Globalization;
using System.Text.Json;
using FlowLang.GoogleCloud;

namespace FlowLang.Connectors.Gcs;

/// <summary>A version of an object, as Cloud Storage describes it.</summary>
/// <param name="Name">In the bucket.</param>
/// <param name="Generation">Another one whenever the object is written.</param>
/// <param name="Crc32c">Of its bytes; null in a listing of what a customer's key encrypts.</param>
/// <param name="Run">The run that wrote it as a part of a folder; null for all other objects. Only the folder's manifest makes it
/// seen.</param>
/// <param name="Updated">By the service's clock.</param>
internal sealed record StorageObject(string Name, long Generation, long Size, uint? Crc32c, string? Run, DateTimeOffset Updated)
{
    /// <summary>The field of an object's own metadata that has <see cref="Run"/>.</summary>
    public const string RunField = "flow-run";

    /// <summary>The fields that are asked for.</summary>
    public const string Fields = "name,generation,size,crc32c,metadata,updated";

    public static StorageObject Of(JsonElement json) => new(
        Text(json, "name") ?? "", Number(json, "generation"), Number(json, "size"), Crc32cSum.Parse(Text(json, "crc32c")),
        json.TryGetProperty("metadata", out JsonElement own) && own.ValueKind == JsonValueKind.Object ? Text(own, RunField) : null,
        DateTimeOffset.TryParse(
            Text(json, "updated"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset updated)
            ? updated
            : DateTimeOffset.MaxValue);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // 64-bit numbers are strings in the JSON of Google's services.
    private static long Number(JsonElement json, string name) =>
        long.TryParse(Text(json, name), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
