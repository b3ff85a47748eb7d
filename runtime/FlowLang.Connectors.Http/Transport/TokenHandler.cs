using System.Net;
using System.Net.Http.Headers;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Adds an access token to requests to the connection's own origin. A 401 means that the token has ended: a new one is asked for, once a
/// request.
/// </summary>
/// <param name="renew">A token in place of one that is not taken.</param>
internal sealed class TokenHandler(
    HttpAddress address, Func<CancellationToken, Task<string>> get, Func<string, CancellationToken, Task<string>> renew) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } url || !address.IsOwn(url))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        string token = await get(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        response.Dispose();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await renew(token, cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}
