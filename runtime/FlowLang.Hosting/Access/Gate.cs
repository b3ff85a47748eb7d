using FlowLang.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Access;

/// <summary>
/// Lets in who may: finds out who asks (a bearer's token, a browser's session), holds it against the role that the endpoint wants, and
/// refuses what
/// another site made a browser send.
/// </summary>
internal static class Gate
{
    public static Func<HttpContext, RequestDelegate, Task> Guard(Site site) => (context, next) =>
    {
        Visitor visitor = Who(site, context);
        context.Features.Set(visitor);
        Role wanted = context.GetEndpoint()?.Metadata.GetMetadata<RoleOf>()?.Role ?? Role.Viewer;
        if (visitor.Role < wanted)
        {
            if (visitor.Role != Role.Anyone)
            {
                throw HttpErrors.NotAllowed(visitor.Name);
            }

            if (!Problems.IsForPeople(context))
            {
                throw HttpErrors.NotSignedIn();
            }

            string to = Html.Paths.With("/login", ("to", context.Request.Path + context.Request.QueryString));
            context.Response.Redirect(Hosted.PathPrefix.Address(context, to));
            return Task.CompletedTask;
        }

        return IsChange(context.Request) && IsFromElsewhere(context.Request) ? throw HttpErrors.Forged() : next(context);
    };

    public static Visitor VisitorOf(HttpContext context) => context.Features.Get<Visitor>() ?? Visitor.Unknown(null);

    /// <summary>What the header Authorization has of a scheme, such as <c>Bearer</c>; null where it is of another, or not there.</summary>
    public static string? CredentialOf(HttpContext context, string scheme)
    {
        string authorization = context.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(scheme + " ", StringComparison.OrdinalIgnoreCase)
            ? authorization[(scheme.Length + 1)..].Trim()
            : null;
    }

    private static Visitor Who(Site site, HttpContext context)
    {
        string? session = context.Request.Cookies[site.Cookie];
        session = Sessions.IsId(session) ? session : null;
        if (!site.AsksForTokens)
        {
            return new Visitor("anyone", Role.Operator, session);
        }

        if (CredentialOf(context, "Bearer") is { } bearer)
        {
            return site.Tokens.Find(bearer) is { } token
                ? new Visitor(token.Name, token.Role, null)
                : Visitor.Unknown(null);
        }

        return (session is null ? null : site.Sessions.Find(session)) ?? Visitor.Unknown(session);
    }

    private static bool IsChange(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    /// <summary>Browsers tell where a request comes from; programs don't. The scheme may be that of a proxy.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        string origin = request.Headers.Origin.ToString();
        return site is not ("" or "same-origin" or "none")
            || (origin.Length > 0 && !origin.EndsWith($"://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
