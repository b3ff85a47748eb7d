using System.Globalization;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using FlowLang.Connectors.Http;
using FlowLang.Runtime;
using FlowLang.Streams.Decoding;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A schema registry over its REST API (https://docs.confluent.io/platform/current/schema-registry/develop/api.html). A schema of a number
/// never changes, so it is asked for once.
/// </summary>
internal sealed partial class SchemaRegistry : IAvroSchemas, IDisposable
{
    private const int LargestAnswer = 4 << 20;
    private const int MostReferences = 100;

    // Somebody may register it in the meantime.
    private static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(5);

    private readonly string _connection;
    private readonly RegistryOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpTransport _transport;
    private readonly Dictionary<int, AvroSchema> _known = [];
    private readonly Dictionary<int, long> _unknown = [];
    private readonly Lock _gate = new();

    public SchemaRegistry(string connection, RegistryOptions options, TimeProvider time)
    {
        (_connection, _options, _time) = (connection, options, time);
        HttpOptions http = new()
        {
            BaseUrl = options.Url,
            User = options.User?.Reveal(),
            Password = options.Password,
            Timeout = options.Timeout,
            Retries = options.Retries,
            Backoff = TimeSpan.FromMilliseconds(200),
        };
        try
        {
            _transport = new HttpTransport(connection, http, time, decompress: true);
        }
        catch (FlowException e)
        {
            throw RegistryErrors.NoRegistry(connection, e.Error.Why ?? e.Error.Message);
        }
    }

    /// <summary>Reaches it; throws where there is none, or none for this user.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        JsonElement? types = await AskAsync("schemas/types", cancel);
        if (types is not { ValueKind: JsonValueKind.Array } list || list.EnumerateArray().All(t => !IsAvro(t)))
        {
            throw RegistryErrors.NoRegistry(_connection, "it does not say that it has schemas of type AVRO");
        }
    }

    public AvroSchema? Find(int id)
    {
        // The lane of the record has nothing to do without its schema, and other lanes want the same one.
        lock (_gate)
        {
            if (_known.TryGetValue(id, out AvroSchema? known))
            {
                return known;
            }

            if (_unknown.TryGetValue(id, out long asked) && _time.GetElapsedTime(asked) < UnknownFor)
            {
                return null;
            }

            if (Wait(id) is { } schema)
            {
                _known.Add(id, schema);
                return schema;
            }

            _unknown[id] = _time.GetTimestamp();
            return null;
        }
    }

    public void Dispose() => _transport.Dispose();

    private static bool IsAvro(JsonElement type) => type.ValueKind == JsonValueKind.String && type.ValueEquals("AVRO");

    // Called by the thread of a lane, which is its own.
    private AvroSchema? Wait(int id)
    {
        using ManualResetEventSlim done = new();
        AvroSchema? schema = null;
        ExceptionDispatchInfo? failure = null;
        _ = Task.Run(async () =>
        {
            try
            {
                schema = await FetchAsync(id);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                done.Set();
            }
        });
        done.Wait();
        failure?.Throw();
        return schema;
    }

    private async Task<AvroSchema?> FetchAsync(int id)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"schemas/ids/{id}");
        return await AskAsync(path, default) is { } answer ? await ParseAsync(answer) : null;
    }

    private async Task<AvroSchema> ParseAsync(JsonElement answer)
    {
        if (Text(answer, "schemaType") is { } type and not "AVRO")
        {
            throw new AvroSchemaException($"it is of type {type}");
        }

        List<string> references = [];
        await AddAsync(answer, references, []);
        return AvroSchema.Parse(SchemaOf(answer), references);
    }

    // Schemas whose names another one uses, innermost first.
    private async Task AddAsync(JsonElement answer, List<string> references, HashSet<string> seen)
    {
        if (!answer.TryGetProperty("references", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (JsonElement reference in list.EnumerateArray())
        {
            string path = $"subjects/{Uri.EscapeDataString(Text(reference, "subject") ?? "")}/versions/"
                + (reference.TryGetProperty("version", out JsonElement version) ? version.GetRawText().Trim('"') : "latest");
            if (!seen.Add(path))
            {
                continue;
            }

            if (seen.Count > MostReferences)
            {
                throw new AvroSchemaException($"it refers to more than {MostReferences} others");
            }

            JsonElement referred = await AskAsync(path, default)
                ?? throw new AvroSchemaException($"it refers to `{Text(reference, "name")}`, and the registry has not that version");
            await AddAsync(referred, references, seen);
            references.Add(SchemaOf(referred));
        }
    }

    private string SchemaOf(JsonElement answer) => Text(answer, "schema")
        ?? throw RegistryErrors.NoRegistry(_connection, "it answers with an object without `schema`");

    /// <summary>The answer's JSON; null where the registry says that it has not what is asked for.</summary>
    private async Task<JsonElement?> AskAsync(string path, CancellationToken cancel)
    {
        (HttpStatusCode status, string? reason, string body) = await ExchangeAsync(HttpMethod.Get, path, null, cancel);
        return Read(status, reason, body);
    }

    private async Task<(HttpStatusCode Status, string? Reason, string Body)> ExchangeAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        try
        {
            using HttpRequestMessage request = new(method, _transport.Resolve(path)) { Content = content };
            request.Headers.Accept.ParseAdd("application/vnd.schemaregistry.v1+json, application/json");
            using HttpResponseMessage response = await _transport.SendAsync(request, cancel);
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(_options.Timeout);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, patience.Token);
            return (response.StatusCode, response.ReasonPhrase, await response.Content.ReadAsStringAsync(patience.Token));
        }
        catch (FlowException e) when (e.Error.Code is ['R', 'T', '2', ..])
        {
            throw RegistryErrors.Unreachable(_connection, $"{e.Error.Message}: {e.Error.Why}", e);
        }
        catch (HttpRequestException e)
        {
            throw RegistryErrors.Unreachable(_connection, $"its answer to /{path} does not come whole, or is larger than 4 MB", e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw RegistryErrors.Unreachable(_connection, $"its answer to /{path} does not come whole in time", e);
        }
    }

    private JsonElement? Read(HttpStatusCode status, string? reason, string body)
    {
        string said = $"it says {(int)status} {reason}".TrimEnd();
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw RegistryErrors.Refused(_connection, said);
        }

        if ((int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
        {
            throw RegistryErrors.Unreachable(_connection, said);
        }

        if (Parsed(body) is not { } answer)
        {
            throw RegistryErrors.NoRegistry(_connection, $"{said}, and its answer is no JSON");
        }

        return (int)status is >= 200 and < 300 ? answer
            : IsMissing(answer) ? null
            : throw RegistryErrors.NoRegistry(_connection, said);
    }

    // 40401 to 40403: no such subject, version, schema.
    private static bool IsMissing(JsonElement answer) => answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty("error_code", out JsonElement code) && code.TryGetInt32(out int number) && number is >= 40401 and <= 40403;

    private static JsonElement? Parsed(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement member)
        && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
