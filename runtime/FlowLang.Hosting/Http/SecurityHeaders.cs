using System.Net;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Http;

/// <summary>
/// What browsers are told to refuse: scripts and styles that stand in a page, other hosts, frames. And on loopback, requests under a
/// name that is not loopback's (DNS rebinding).
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    public static Func<HttpContext, RequestDelegate, Task> Guard(ListenAddress address) => (context, next) =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return address.IsLoopback && !IsOwn(context.Request.Host.Host) ? throw HttpErrors.OtherHost() : next(context);
    };

    private static bool IsOwn(string host) =>
        host is "" or "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
