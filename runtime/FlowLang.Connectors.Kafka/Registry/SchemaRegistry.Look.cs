using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using FlowLang.Runtime;
using FlowLang.Streams.Decoding;

namespace FlowLang.Connectors.Kafka;

/// <summary>What the registry would say of schemas, without registering any.</summary>
internal sealed partial class SchemaRegistry
{
    // All versions as far as the subject's rule looks back; registries that do not know that way compare with the latest.
    private static readonly string[] Compared = ["versions", "versions/latest"];

    /// <summary>Whether a schema is registered already; one that is not would be taken.</summary>
    /// <param name="schema">Avro, in JSON.</param>
    /// <param name="canAdd">As of <see cref="RegisterAsync"/>.</param>
    /// <exception cref="FlowException">RT4147 where the registry would not take it.</exception>
    public async Task<bool> RequireTakenAsync(string subject, string schema, bool canAdd, CancellationToken cancel)
    {
        string name = Uri.EscapeDataString(subject);
        (HttpStatusCode status, string? reason, string answer) = await SendAsync($"subjects/{name}", schema, cancel);
        if (status == HttpStatusCode.UnprocessableEntity)
        {
            throw RegistryErrors.Incompatible(_connection, subject, Said(answer) ?? $"it says {(int)status} {reason}");
        }

        if (Read(status, reason, answer) is not null)
        {
            return true;
        }

        if (!canAdd)
        {
            throw RegistryErrors.NotRegistered(_connection, subject);
        }

        foreach (string versions in Compared)
        {
            (status, reason, answer) = await SendAsync($"compatibility/subjects/{name}/{versions}?verbose=true", schema, cancel);
            if (!IsUnknownWay(status, answer))
            {
                break;
            }
        }

        // A subject without versions takes any schema.
        if (status == HttpStatusCode.UnprocessableEntity
            || (Read(status, reason, answer) is { } compared && compared.TryGetProperty("is_compatible", out JsonElement fits)
                && fits.ValueKind == JsonValueKind.False))
        {
            throw RegistryErrors.Incompatible(_connection, subject, Said(answer) ?? "it is not compatible with an earlier version");
        }

        return false;
    }

    /// <summary>Whether a subject has a schema, and why its latest can't be read as the fields of a stream; null where it can.</summary>
    public async Task<(bool HasSchema, string? Problem)> ReadableAsync(
        string subject, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        if (await AskAsync($"subjects/{Uri.EscapeDataString(subject)}/versions/latest", cancel) is not { } latest)
        {
            return (false, null);
        }

        try
        {
            return (true, AvroPlans.Problem(await ParseAsync(latest), columns));
        }
        catch (AvroSchemaException e)
        {
            return (true, $"it is no schema of Avro: {e.Message}");
        }
    }

    private async Task<(HttpStatusCode Status, string? Reason, string Answer)> SendAsync(
        string path, string schema, CancellationToken cancel)
    {
        using HttpContent content = Body(schema);
        return await ExchangeAsync(HttpMethod.Post, path, content, cancel);
    }

    // What is missing is the way, not the subject.
    private static bool IsUnknownWay(HttpStatusCode status, string answer) => status == HttpStatusCode.MethodNotAllowed
        || (status == HttpStatusCode.NotFound && (Parsed(answer) is not { } said || !IsMissing(said)));

    private static string? Said(string answer)
    {
        if (Parsed(answer) is not { ValueKind: JsonValueKind.Object } said)
        {
            return null;
        }

        return said.TryGetProperty("messages", out JsonElement messages) && messages.ValueKind == JsonValueKind.Array
            && messages.GetArrayLength() > 0
                ? string.Join('\n', messages.EnumerateArray().Select(message => message.ToString()))
                : Text(said, "message");
    }
}
