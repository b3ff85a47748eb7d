namespace FlowLang.Connectors.Http;

/// <summary>Adds a connection's headers to requests to its own origin.</summary>
internal sealed class HeaderHandler(HttpAddress address, HttpOptions options) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } url && address.IsOwn(url))
        {
            foreach (HttpHeader header in options.Headers.Where(h => !request.Headers.Contains(h.Name)))
            {
                request.Headers.TryAddWithoutValidation(header.Name, header.Value.Reveal());
            }
        }

        return base.SendAsync(request, cancellationToken);
    }
}
