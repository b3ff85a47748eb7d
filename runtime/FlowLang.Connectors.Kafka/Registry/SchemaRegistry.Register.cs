using System.Net;
using System.Text;
using System.Text.Json;

namespace FlowLang.Connectors.Kafka;

/// <summary>Schemas of what is written: under a subject, each compatible with those before it as the registry demands.</summary>
internal sealed partial class SchemaRegistry
{
    private const string ContentType = "application/vnd.schemaregistry.v1+json";

    /// <summary>The subject of a topic's values (TopicNameStrategy).</summary>
    public static string SubjectOf(string topic) => $"{topic}-value";

    /// <summary>The number of a schema of a subject. One that is registered already keeps its number.</summary>
    /// <param name="schema">Avro, in JSON.</param>
    /// <param name="canAdd">Whether one that is not there is registered.</param>
    /// <exception cref="FlowLang.Runtime.FlowException">RT4147 where the registry does not take it.</exception>
    public async Task<int> RegisterAsync(string subject, string schema, bool canAdd, CancellationToken cancel)
    {
        string path = $"subjects/{Uri.EscapeDataString(subject)}{(canAdd ? "/versions" : "")}";
        using StringContent content = Body(schema);
        (HttpStatusCode status, string? reason, string answer) = await ExchangeAsync(HttpMethod.Post, path, content, cancel);
        if (status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
        {
            string? said = Parsed(answer) is { } refusal ? Text(refusal, "message") : null;
            throw RegistryErrors.Incompatible(_connection, subject, said ?? $"it says {(int)status} {reason}");
        }

        if (Read(status, reason, answer) is not { } registered)
        {
            throw RegistryErrors.NotRegistered(_connection, subject);
        }

        return registered.ValueKind == JsonValueKind.Object && registered.TryGetProperty("id", out JsonElement id)
            && id.TryGetInt32(out int number)
                ? number
                : throw RegistryErrors.NoRegistry(_connection, "it registers a schema and gives it no number");
    }

    private static StringContent Body(string schema) =>
        new($$"""{"schemaType":"AVRO","schema":{{JsonSerializer.Serialize(schema)}}}""", Encoding.UTF8, ContentType);
}
