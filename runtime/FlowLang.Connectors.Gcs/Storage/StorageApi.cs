using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FlowLang.Connectors.Http;
using FlowLang.GoogleCloud;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// The requests of Cloud Storage's JSON API (storage/v1) that files need. Every one is tried again where that may help, except uploads,
/// whose sender asks first what arrived.
/// </summary>
internal sealed class StorageApi : IDisposable
{
    private const string Google = "https://storage.googleapis.com";

    private readonly GcsConnection _connection;
    private readonly HttpTransport _transport;
    private readonly Uri _service;
    private readonly GoogleTokens _ownTokens;

    public StorageApi(GcsConnection connection)
    {
        _connection = connection;
        string? emulator = Environment.GetEnvironmentVariable("STORAGE_EMULATOR_HOST");
        bool isEmulator = connection.Options.Endpoint is not null || !string.IsNullOrEmpty(emulator);
        _service = connection.Options.Endpoint ?? Address(connection.Name, string.IsNullOrEmpty(emulator) ? Google : emulator);
        _ownTokens = new GoogleTokens(connection.Settings.Time, GoogleTokens.Everything);
        IAccessTokens? tokens = connection.Options.Tokens ?? (isEmulator ? null : _ownTokens);
        Options = new HttpOptions
        {
            BaseUrl = new Secret("endpoint", _service.AbsoluteUri),
            Auth = tokens is null ? null : new GivenTokensAuth(tokens),
            Timeout = connection.Options.Timeout,
            Retries = connection.Options.Retries,
            Backoff = connection.Options.Backoff,
        };
        _transport = new HttpTransport(connection.Name, Options, connection.Settings.Time, decompress: false);
    }

    /// <summary>How requests are sent and tried again.</summary>
    public HttpOptions Options { get; }

    public TimeProvider Time => _connection.Settings.Time;

    private string Bucket => Uri.EscapeDataString(_connection.Options.Bucket);

    /// <summary>One page of objects whose names begin with <paramref name="prefix"/>, and where the next begins.</summary>
    /// <param name="what">Who asks, for messages.</param>
    /// <param name="delimiter">With <c>/</c> nothing deeper than the prefix's folder; null for all.</param>
    public async Task<(ImmutableArray<StorageObject> Objects, string? Next)> ListAsync(
        string what, string prefix, string? delimiter, string? page, int most, CancellationToken cancel)
    {
        string query = string.Create(
            CultureInfo.InvariantCulture,
            $"prefix={Uri.EscapeDataString(prefix)}&maxResults={most}&fields=items({StorageObject.Fields}),nextPageToken");
        query += delimiter is null ? "" : $"&delimiter={Uri.EscapeDataString(delimiter)}";
        query += page is null ? "" : $"&pageToken={Uri.EscapeDataString(page)}";
        using HttpRequestMessage request = new(HttpMethod.Get, Url($"storage/v1/b/{Bucket}/o?{query}"));
        using HttpResponseMessage response = await SendAsync(request, what, cancel);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw GcsErrors.NoBucket(what, _connection.Options.Bucket);
        }

        using JsonDocument json = await DocumentAsync(response, what, cancel);
        return (
            json.RootElement.TryGetProperty("items", out JsonElement items) ? [.. items.EnumerateArray().Select(StorageObject.Of)] : [],
            json.RootElement.TryGetProperty("nextPageToken", out JsonElement next) ? next.GetString() : null);
    }

    /// <summary>All objects whose names begin with <paramref name="prefix"/>, in the order of their names.</summary>
    public async Task<ImmutableArray<StorageObject>> ListAllAsync(string what, string prefix, string? delimiter, CancellationToken cancel)
    {
        const int most = 1000;
        var all = ImmutableArray.CreateBuilder<StorageObject>();
        string? page = null;
        do
        {
            (ImmutableArray<StorageObject> objects, page) = await ListAsync(what, prefix, delimiter, page, most, cancel);
            all.AddRange(objects);
        }
        while (!string.IsNullOrEmpty(page));
        return all.ToImmutable();
    }

    /// <summary>What is known of an object; null where there is none.</summary>
    public async Task<StorageObject?> FindAsync(string what, string name, CancellationToken cancel)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Url($"{Object(name)}?fields={StorageObject.Fields}"));
        CustomerKey.Add(request, _connection.Options.EncryptionKey, _connection.Name);
        using HttpResponseMessage response = await SendAsync(request, what, cancel);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return await IsBucketAsync(what, cancel) ? null : throw GcsErrors.NoBucket(what, _connection.Options.Bucket);
        }

        using JsonDocument json = await DocumentAsync(response, what, cancel);
        return StorageObject.Of(json.RootElement);
    }

    /// <summary>
    /// Bytes of that very version, <paramref name="from"/> to <paramref name="to"/> (exclusive); the body is not read yet. Throws RT2055
    /// where the object is another one by now. </summary>
    public async Task<HttpResponseMessage> ReadAsync(string what, StorageObject file, long from, long to, CancellationToken cancel)
    {
        string generation = file.Generation.ToString(CultureInfo.InvariantCulture);
        using HttpRequestMessage request = new(HttpMethod.Get, Url($"{Object(file.Name)}?alt=media&ifGenerationMatch={generation}"));
        CustomerKey.Add(request, _connection.Options.EncryptionKey, _connection.Name);

        // Without it an object that is stored as gzip would come unpacked, and never in ranges.
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        request.Headers.Range = new RangeHeaderValue(from, to - 1);
        HttpResponseMessage response = await SendAsync(request, what, cancel);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound
                or HttpStatusCode.RequestedRangeNotSatisfiable
                ? GcsErrors.Changed(what, _connection.Show(file.Name))
                : await FailureAsync(response, what, cancel);
        }
    }

    /// <summary>
    /// Writes a small object in one request, in place of the generation <paramref name="replaces"/> (0 for none). Throws RT2054 where
    /// another one is there. </summary>
    public async Task<StorageObject> InsertAsync(string what, string name, byte[] bytes, long replaces, CancellationToken cancel)
    {
        string query = string.Create(CultureInfo.InvariantCulture, $"uploadType=multipart&ifGenerationMatch={replaces}");
        Dictionary<string, string> described = new() { ["name"] = name, ["crc32c"] = Crc32cSum.Text(Crc32cSum.Of(bytes)) };
        using HttpRequestMessage request = new(HttpMethod.Post, Url(Uploads($"{query}&fields={StorageObject.Fields}")));
        CustomerKey.Add(request, _connection.Options.EncryptionKey, _connection.Name);
        request.Content = new MultipartContent("related") { Json(JsonSerializer.SerializeToUtf8Bytes(described)), Json(bytes) };
        using HttpResponseMessage response = await SendAsync(request, what, cancel);
        if (response.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            throw GcsErrors.Replaced(what, _connection.Show(name));
        }

        using JsonDocument json = await DocumentAsync(response, what, cancel);
        return StorageObject.Of(json.RootElement);
    }

    /// <summary>A body of JSON.</summary>
    public static ByteArrayContent Json(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } };

    /// <summary>Deletes that very version; another one, or none, stays as it is.</summary>
    public async Task DeleteAsync(string what, StorageObject file, CancellationToken cancel)
    {
        string generation = file.Generation.ToString(CultureInfo.InvariantCulture);
        using HttpRequestMessage request = new(HttpMethod.Delete, Url($"{Object(file.Name)}?ifGenerationMatch={generation}"));
        using HttpResponseMessage response = await SendAsync(request, what, cancel);
        if (!response.IsSuccessStatusCode && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed))
        {
            throw await FailureAsync(response, what, cancel);
        }
    }

    /// <summary>The answer to a request whatever its status; throws RT2051 where none comes.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string what, CancellationToken cancel)
    {
        try
        {
            return await _transport.SendAsync(request, cancel);
        }
        catch (FlowException e) when (e.Error.Code == HttpErrors.UnreachableCode)
        {
            throw GcsErrors.Unreachable(what, e.Error.Why);
        }
    }

    /// <summary>What an answer that is no success means.</summary>
    public static async Task<FlowException> FailureAsync(HttpResponseMessage response, string what, CancellationToken cancel) =>
        GcsErrors.Status(what, response.StatusCode, await GoogleAnswer.MessageAsync(response, cancel));

    /// <summary>The address of a path of the service; what an upload goes on at is always there, too.</summary>
    public Uri Url(string path) => new(_service, path);

    public string Object(string name) => $"storage/v1/b/{Bucket}/o/{Uri.EscapeDataString(name)}";

    public string Uploads(string query) => $"upload/storage/v1/b/{Bucket}/o?{query}";

    public static async Task<JsonDocument> DocumentAsync(HttpResponseMessage response, string what, CancellationToken cancel)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await FailureAsync(response, what, cancel);
        }

        try
        {
            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            throw GcsErrors.Unreachable(what, "its answer is not the JSON that was asked for");
        }
    }

    public void Dispose()
    {
        _transport.Dispose();
        _ownTokens.Dispose();
    }

    private async Task<bool> IsBucketAsync(string what, CancellationToken cancel)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Url($"storage/v1/b/{Bucket}/o?maxResults=1&fields=kind"));
        using HttpResponseMessage response = await SendAsync(request, what, cancel);
        return response.StatusCode != HttpStatusCode.NotFound;
    }

    private static Uri Address(string connection, string host) =>
        Uri.TryCreate(host.Contains("://", StringComparison.Ordinal) ? host : "http://" + host, UriKind.Absolute, out Uri? url)
            ? url
            : throw GcsErrors.BadConnection(connection, "STORAGE_EMULATOR_HOST names no address");
}
