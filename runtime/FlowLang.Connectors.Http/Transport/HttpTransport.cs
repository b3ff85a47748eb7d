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

    private readonly string _connection;
    private readonly HttpOptions _options;
    private readonly HttpAddress _base;
    private readonly ServiceProvider _services;

    /// <param name="decompress">Asks for compressed answers and unpacks them.</param>
    public HttpTransport(string connection, HttpOptions options, TimeProvider time, bool decompress)
    {
        _connection = connection;
        _options = options;
        _base = HttpAddress.Parse(connection, options);
        ServiceCollection services = new();
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
            .AddHttpMessageHandler(() => new AuthorizationHandler(_base))
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
            using HttpClient client = _services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
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

    public void Dispose() => _services.Dispose();
}
