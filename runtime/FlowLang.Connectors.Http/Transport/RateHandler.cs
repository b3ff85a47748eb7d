namespace FlowLang.Connectors.Http;

/// <summary>Waits before a request until the connection's limit allows it.</summary>
internal sealed class RateHandler(RateLimit? limit) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (limit is not null)
        {
            await limit.WaitAsync(cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
