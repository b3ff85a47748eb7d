namespace FlowLang.Connectors.Http;

/// <summary>Adds a connection's credentials to requests to its own origin; a redirect elsewhere goes without.</summary>
internal sealed class AuthorizationHandler(HttpAddress address) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } url && address.IsOwn(url))
        {
            request.Headers.Authorization ??= address.Authorization;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
