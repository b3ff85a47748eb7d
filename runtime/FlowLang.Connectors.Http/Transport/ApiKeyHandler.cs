namespace FlowLang.Connectors.Http;

/// <summary>Adds a connection's key to requests to its own origin: last of all, so that no address that is shown has it.</summary>
internal sealed class ApiKeyHandler(HttpAddress address, ApiKeyAuth auth) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } url || !address.IsOwn(url))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (auth.Header is { } header)
        {
            request.Headers.Remove(header);
            request.Headers.TryAddWithoutValidation(header, auth.Key.Reveal());
        }

        if (auth.Query is { } name)
        {
            request.RequestUri = WithKey(url, Uri.EscapeDataString(name));
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        request.RequestUri = url;
        return response;
    }

    // A server's own address of a next page may repeat the key.
    private Uri WithKey(Uri url, string name)
    {
        IEnumerable<string> others = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => pair != name && !pair.StartsWith(name + "=", StringComparison.Ordinal));
        string query = string.Join('&', others.Append($"{name}={Uri.EscapeDataString(auth.Key.Reveal())}"));
        return new Uri($"{url.GetLeftPart(UriPartial.Path)}?{query}");
    }
}
