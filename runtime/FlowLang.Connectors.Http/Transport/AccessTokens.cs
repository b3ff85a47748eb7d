using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Polly.Timeout;

namespace FlowLang.Connectors.Http;

/// <summary>The access token of a connection (RFC 6749, 4.4): asked for when needed, and again before it ends.</summary>
internal sealed class AccessTokens(
    string connection, OAuth2Auth auth, TimeProvider time, Func<HttpClient> client, Func<string, string> redact) : IDisposable
{
    private const int MostBytes = 1 << 20;

    // So that a token does not end on its way.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _asking = new(1);
    private DateTimeOffset _ends;

    /// <summary>The token at hand; null before the first.</summary>
    public string? Current { get; private set; }

    /// <summary>A token that has not ended, as far as is known. Throws RT3018 where none is given out.</summary>
    public async Task<string> GetAsync(CancellationToken cancel)
    {
        await _asking.WaitAsync(cancel);
        try
        {
            return Current is { } token && time.GetUtcNow() < _ends ? token : await AskAsync(cancel);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>A token in place of one that the server does not take any more.</summary>
    public async Task<string> RenewAsync(string stale, CancellationToken cancel)
    {
        await _asking.WaitAsync(cancel);
        try
        {
            return Current is { } token && token != stale ? token : await AskAsync(cancel);
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private async Task<string> AskAsync(CancellationToken cancel)
    {
        if (!Uri.TryCreate(auth.TokenUrl, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            throw RestErrors.NoToken(connection, "`token_url` is no address of http or https", null);
        }

        try
        {
            using HttpClient http = client();
            http.MaxResponseContentBufferSize = MostBytes;
            using HttpRequestMessage request = Request(url);
            using HttpResponseMessage response = await http.SendAsync(request, cancel);
            string body = await response.Content.ReadAsStringAsync(cancel);
            if (!response.IsSuccessStatusCode)
            {
                throw RestErrors.NoToken(
                    connection, string.Create(CultureInfo.InvariantCulture, $"{url.Host} says {(int)response.StatusCode}"),
                    Excerpt.Of(redact(body)), RetryHandler.MayPass(response.StatusCode));
            }

            return Take(url, body);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException)
        {
            throw RestErrors.NoToken(connection, $"{url.Host} can't be reached, or gives no answer", null, transient: true);
        }
    }

    private HttpRequestMessage Request(Uri url)
    {
        List<KeyValuePair<string, string>> form = [new("grant_type", "client_credentials")];
        AuthenticationHeaderValue? authorization = null;
        if (auth.SendInBody)
        {
            form.AddRange([new("client_id", auth.ClientId), new("client_secret", auth.ClientSecret.Reveal())]);
        }
        else
        {
            // RFC 6749, 2.3.1: both are form-encoded before they are joined.
            string both = $"{Uri.EscapeDataString(auth.ClientId)}:{Uri.EscapeDataString(auth.ClientSecret.Reveal())}";
            authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(both)));
        }

        if (auth.Scope is { } scope)
        {
            form.Add(new("scope", scope));
        }

        if (auth.Audience is { } audience)
        {
            form.Add(new("audience", audience));
        }

        HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = authorization;
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    private string Take(Uri url, string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.TryGetProperty("access_token", out JsonElement token) && token.GetString() is { Length: > 0 } value)
            {
                double seconds = root.TryGetProperty("expires_in", out JsonElement ends) && ends.ValueKind == JsonValueKind.Number
                    ? ends.GetDouble()
                    : double.MaxValue;
                TimeSpan lasts = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(1).TotalSeconds));
                _ends = time.GetUtcNow() + lasts - (lasts > 2 * s_margin ? s_margin : lasts / 2);
                return Current = value;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw RestErrors.NoToken(connection, $"{url.Host} does not answer with JSON", Excerpt.Of(redact(body)));
        }

        throw RestErrors.NoToken(connection, $"the answer of {url.Host} has no `access_token`", null);
    }
}
