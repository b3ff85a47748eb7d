using FlowLang.Hosting.Access;
using FlowLang.Hosting.Html;
using FlowLang.Hosting.Http;
using FlowLang.Scheduling;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FlowLang.Hosting.Pages;

/// <summary>One request for a page: who asks, what for, and when.</summary>
internal sealed class PageCall(Site site, HttpContext context)
{
    public Site Site => site;

    public HttpContext Context => context;

    public IOrchestrator Orchestrator => site.Orchestrator;

    public DateTimeOffset Now { get; } = site.Time.GetUtcNow();

    public Visitor Visitor => Gate.VisitorOf(context);

    public bool CanOperate => Visitor.Role == Role.Operator;

    public CancellationToken Cancel => context.RequestAborted;

    /// <summary>The address that was asked for, from the root of the site.</summary>
    public string Address => context.Request.Path + context.Request.QueryString;

    public string Path(string name) => context.GetRouteValue(name) as string ?? "";

    public string? Query(string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The pipeline that the address names.</summary>
    public PipelineStatus Pipeline() =>
        Orchestrator.Pipeline(Path("name")) ?? throw HttpErrors.NothingThere($"pipeline `{Path("name")}`");

    /// <summary>The run that the address names.</summary>
    public RunDetail Run() => Orchestrator.Run(Path("id")) ?? throw HttpErrors.NothingThere($"run `{Path("id")}`");

    /// <summary>The hidden field that proves that a form is this server's; a browser without a session gets one for it.</summary>
    public Markup FormProof()
    {
        string? session = Visitor.Session;
        if (session is null)
        {
            session = Sessions.NewId();
            SetSession(session);
            context.Features.Set(Visitor with { Session = session });
        }

        return Markup.Of($"<input type=\"hidden\" name=\"proof\" value=\"{site.Sessions.FormProof(session)}\">");
    }

    public void SetSession(string session) => context.Response.Cookies.Append(site.Cookie, session, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = site.IsSecure,
        Path = "/",
        IsEssential = true,
    });

    /// <summary>The fields of a form that a page of this server made for this browser; throws RT9013 for any other.</summary>
    public async Task<IFormCollection> FormAsync()
    {
        if (!context.Request.HasFormContentType || Visitor.Session is not { } session)
        {
            throw HttpErrors.Forged();
        }

        IFormCollection form = await context.Request.ReadFormAsync(Cancel);
        return site.Sessions.Proves(form["proof"], session) ? form : throw HttpErrors.Forged();
    }
}
