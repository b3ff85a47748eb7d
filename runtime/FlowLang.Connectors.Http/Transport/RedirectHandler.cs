using System.Net;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Follows redirects of requests without a body (RFC 9110, 15.4): never from https to http, never more than <see cref="Most"/>, and the
/// next request has only what the first one asked for, not its credentials.
/// </summary>
internal sealed class RedirectHandler(string connection) : DelegatingHandler
{
    public const int Most = 10;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri first = Address(request);
        HttpRequestMessage current = Follow(request, first);
        for (int followed = 0; ; followed++)
        {
            HttpResponseMessage response = await base.SendAsync(current, cancellationToken);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location || request.Content is not null)
            {
                return response;
            }

            using (response)
            {
                Uri from = Address(current);
                Uri next = new(from, location);
                string? why =
                    followed == Most ? $"it is the {Most}th one, and they may never end"
                    : next.Scheme is not ("http" or "https") ? "it leads to an address that is not of http"
                    : from.Scheme == "https" && next.Scheme == "http"
                        ? "it leads from https to http, where anybody on the way can change the file"
                    : null;
                current = why is null ? Follow(request, next) : throw HttpErrors.Redirect(connection, first, next, why);
            }
        }
    }

    private static Uri Address(HttpRequestMessage request) =>
        request.RequestUri ?? throw new ArgumentException("a request needs an address", nameof(request));

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    // A header that the caller set for this connection's server is not for another one, either.
    private static HttpRequestMessage Follow(HttpRequestMessage request, Uri to)
    {
        HttpRequestMessage next = new(request.Method, to) { Content = request.Content, Version = request.Version };
        bool isSame = Uri.Compare(
            to, request.RequestUri, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            if (isSame || name is "Range" or "If-Range" or "If-None-Match" or "If-Modified-Since" or "Accept" or "Accept-Encoding"
                or "User-Agent")
            {
                next.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return next;
    }
}
