using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace FlowLang.Fleet;

/// <summary>Sends a request on to the process that serves the program, and its answer back as it comes: events have no end.</summary>
internal sealed class Forwarder(HttpClient http)
{
    // Of the connection and not of the message (RFC 9110, 7.6.1), and what is set anew.
    private static readonly HashSet<string> s_own = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Origin",
        "X-Forwarded-For",
    };

    public async Task SendAsync(HttpContext context, Uri program)
    {
        using HttpRequestMessage request = Request(context, program);
        using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        HttpResponse response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        response.Headers.Clear();
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!s_own.Contains(name))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        bool hasBody = answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified);
        if (hasBody && !HttpMethods.IsHead(context.Request.Method))
        {
            await using Stream body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            await body.CopyToAsync(response.Body, context.RequestAborted);
        }
    }

    private static HttpRequestMessage Request(HttpContext context, Uri program)
    {
        HttpRequest from = context.Request;
        HttpRequestMessage request = new(new HttpMethod(from.Method), new Uri(program, from.GetEncodedPathAndQuery()));
        if (from.ContentLength is > 0 || from.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(from.Body);
        }

        foreach ((string name, var values) in from.Headers)
        {
            if (!s_own.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        // Where a browser says that a page of this address sends it, it is the program's own page.
        string origin = from.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            bool isOwn = origin.EndsWith($"://{from.Host}", StringComparison.OrdinalIgnoreCase);
            request.Headers.TryAddWithoutValidation("Origin", isOwn ? program.GetLeftPart(UriPartial.Authority) : origin);
        }

        request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"{context.Connection.RemoteIpAddress}");
        return request;
    }
}
