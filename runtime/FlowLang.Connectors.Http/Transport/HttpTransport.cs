using System.Net;
using FlowLang.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Polly.Timeout;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Sends requests of one connection: authenticated at its own origin, redirects followed, tried again where a failure may pass. Its clients
/// come from <see cref="IHttpClientFactory"/>, retries and time limits from Polly.
/// </summary>
public sealed class HttpTransport : IDisposable
{
    private const string Client = "flow";
    private const string TokenClient = "token";

    private readonly string _connection;
    private readonly HttpOptions _options;
    private readonly HttpAddress _base;
    private readonly ServiceProvider _services;
    private AccessTokens? _tokens;

    /// <param name="decompress">Asks for compressed answers and unpacks them.</param>
    public HttpTransport(string connection, HttpOptions options, TimeProvider time, bool decompress)
    {
        _connection = connection;
        _options = options;
        _base = HttpAddress.Parse(connection, options);
        Func<DelegatingHandler> authorization = Authorization(options, time);
        RateLimit? rate = options.RequestsPerSecond is { } limit ? new RateLimit(limit, time) : null;
        ServiceCollection services = new();
        services.AddHttpClient(TokenClient, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .AddHttpMessageHandler(() => new RetryHandler(options, time))
            .RemoveAllLoggers();
        services.AddHttpClient(Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = decompress ? DecompressionMethods.All : DecompressionMethods.None,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .AddHttpMessageHandler(() => new RetryHandler(options, time))
            .AddHttpMessageHandler(() => new RedirectHandler(connection))
            .AddHttpMessageHandler(authorization)
            .AddHttpMessageHandler(() => new HeaderHandler(_base, options))
            .AddHttpMessageHandler(() => new RateHandler(rate))
            .RemoveAllLoggers();
        _services = services.BuildServiceProvider();
    }

    /// <summary>The address of a path below the connection's base url; throws RT2049 where it leaves it.</summary>
    public Uri Resolve(string path) => _base.Resolve(path);

    /// <summary>An address for messages, without what may be secret in it.</summary>
    public static string Show(Uri url) => HttpAddress.Show(url);

    /// <summary>
    /// The answer's status and headers; its body is not read yet. Throws RT2041 where no server answers and RT2045 where redirects lead
    /// nowhere. Any status is returned: see <see cref="Check"/>.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        Uri url = request.RequestUri ?? throw new ArgumentException("a request needs an address", nameof(request));
        request.Headers.UserAgent.ParseAdd("flowlang");
        try
        {
            using HttpClient client = ClientOf(Client);
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (TimeoutRejectedException)
        {
            throw HttpErrors.NoAnswer(_connection, url, _options.Timeout);
        }
        catch (HttpRequestException e)
        {
            throw HttpErrors.Unreachable(_connection, url, e);
        }
    }

    /// <summary>Whether an address is at the connection's own server, which alone gets its credentials.</summary>
    internal bool IsOwn(Uri url) => _base.IsOwn(url);

    /// <summary>A text that a server wrote, without the connection's secrets, which some repeat.</summary>
    internal string Redact(string text) => Secrets().Where(secret => secret.Length > 3)
        .Aggregate(text, (left, secret) => left.Replace(secret, "***", StringComparison.Ordinal));

    private HttpClient ClientOf(string name) => _services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    private IEnumerable<string> Secrets()
    {
        IEnumerable<Secret?> given =
        [
            _options.Token, _options.Password, (_options.Auth as ApiKeyAuth)?.Key, (_options.Auth as OAuth2Auth)?.ClientSecret,
            .. _options.Headers.Select(header => header.Value),
        ];
        IEnumerable<string> values = given.OfType<Secret>().Select(secret => secret.Reveal()).Append(_base.Query);
        return _tokens?.Current is { } token ? values.Append(token) : values;
    }

    private Func<DelegatingHandler> Authorization(HttpOptions options, TimeProvider time)
    {
        switch (options.Auth)
        {
            case OAuth2Auth auth:
                AccessTokens tokens = new(_connection, auth, time, () => ClientOf(TokenClient), Redact);
                _tokens = tokens;
                return () => new TokenHandler(_base, tokens.GetAsync, tokens.RenewAsync);
            case GivenTokensAuth { Tokens: var given }:
                return () => new TokenHandler(
                    _base, async cancel => (await given.GetAsync(cancel)).Value,
                    async (stale, cancel) => (await given.RenewAsync(stale, cancel)).Value);
            case ApiKeyAuth auth:
                return () => new ApiKeyHandler(_base, auth);
            default:
                return () => new AuthorizationHandler(_base);
        }
    }

    /// <summary>Throws RT2042 (not found), RT2043 (not allowed) or RT2044 for an answer that is no success.</summary>
    /// <param name="source">What is read, as the user knows it.</param>
    public static void Check(HttpResponseMessage response, string source)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!response.IsSuccessStatusCode)
        {
            throw HttpErrors.Status(source, response);
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        _tokens?.Dispose();
    }
}
