using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FlowLang.Connectors.Http;
using FlowLang.Runtime;

namespace FlowLang.GoogleCloud;

/// <summary>Secrets of Secret Manager (REST, v1): the newest version, or the one that is named.</summary>
/// <remarks>A private address of the service is named as for gcloud: CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER.</remarks>
public sealed class GoogleSecrets : ISecretStore, IDisposable
{
    private const string Google = "https://secretmanager.googleapis.com/";

    private readonly TimeProvider _time;
    private readonly HttpTransport _transport;
    private readonly GoogleTokens _ownTokens;
    private string? _project;

    public GoogleSecrets(TimeProvider time, IAccessTokens? tokens = null)
    {
        _time = time;
        _ownTokens = new GoogleTokens(time, GoogleTokens.Everything);
        string address = Environment.GetEnvironmentVariable("CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER") is { Length: > 0 } other
            ? other
            : Google;
        HttpOptions options = new()
        {
            BaseUrl = new Secret("address", address),
            Auth = new GivenTokensAuth(tokens ?? _ownTokens),
            Timeout = TimeSpan.FromSeconds(20),
            Retries = 4,
            Backoff = TimeSpan.FromMilliseconds(500),
        };
        _transport = new HttpTransport(Name, options, time, decompress: true);
    }

    public string Name => "Secret Manager";

    /// <inheritdoc/>
    /// <param name="location"><c>name</c>, <c>projects/P/secrets/name</c>, or either with <c>/versions/N</c>.</param>
    /// <param name="cancel">Ends the asking.</param>
    public async Task<string> ReadAsync(string location, CancellationToken cancel)
    {
        string version = await VersionAsync(location, cancel);
        using HttpRequestMessage request = new(HttpMethod.Get, _transport.Resolve($"v1/{version}:access"));
        HttpResponseMessage response;
        try
        {
            response = await _transport.SendAsync(request, cancel);
        }
        catch (FlowException e) when (e.Error.Code == HttpErrors.UnreachableCode)
        {
            throw GoogleErrors.NoSecret(version, e.Error.Why, null, transient: true);
        }

        using (response)
        {
            return response.IsSuccessStatusCode
                ? Value(version, await response.Content.ReadAsStringAsync(cancel))
                : throw Refused(version, response.StatusCode, await GoogleAnswer.MessageAsync(response, cancel));
        }
    }

    public void Dispose()
    {
        _transport.Dispose();
        _ownTokens.Dispose();
    }

    private async Task<string> VersionAsync(string location, CancellationToken cancel)
    {
        string name = location.Trim('/');
        if (!name.StartsWith("projects/", StringComparison.Ordinal))
        {
            _project ??= await GoogleProject.FindAsync(_time, cancel) ?? throw GoogleErrors.NoProject(location);
            name = $"projects/{_project}/secrets/{name}";
        }

        return name.Contains("/versions/", StringComparison.Ordinal) ? name : name + "/versions/latest";
    }

    // {"payload": {"data": "base64", "dataCrc32c": "decimal"}}; nothing of it is ever shown.
    private static string Value(string version, string body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            JsonElement payload = json.RootElement.GetProperty("payload");
            byte[] data = Convert.FromBase64String(payload.GetProperty("data").GetString() ?? "");
            if (payload.TryGetProperty("dataCrc32c", out JsonElement sum)
                && sum.GetString() != Crc32cSum.Of(data).ToString(CultureInfo.InvariantCulture))
            {
                throw GoogleErrors.DamagedSecret(version);
            }

            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(data).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or DecoderFallbackException)
        {
            throw GoogleErrors.NoSecret(
                version, "the answer is not that of Secret Manager, or the secret is no text", null, transient: false);
        }
    }

    private static FlowException Refused(string version, HttpStatusCode status, string? said)
    {
        string help = status switch
        {
            HttpStatusCode.NotFound => "check its name and project; it needs a version that is enabled",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                "give the account that the program runs as roles/secretmanager.secretAccessor on the secret",
            _ => "see whether its newest version is enabled",
        };
        string why = string.Create(CultureInfo.InvariantCulture, $"Secret Manager says {(int)status}{(said is null ? "" : ": ")}{said}");
        return GoogleErrors.NoSecret(version, why, help, (int)status is 429 or >= 500);
    }
}
