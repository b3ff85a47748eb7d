using System.Collections.Immutable;
using FlowLang.Hosting.Access;
using FlowLang.Hosting.Api;
using FlowLang.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FlowLang.Hosting.Health;

/// <summary>For what starts and watches the process: /healthz says that it lives, /readyz whether it can work.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder endpoints, Site site)
    {
        endpoints.MapMethods("/healthz", ["GET"], context => AnswerAsync(context, [], StatusCodes.Status200OK))
            .WithMetadata(new RoleOf(Role.Anyone));
        endpoints.MapMethods("/readyz", ["GET"], context => ReadyAsync(site, context)).WithMetadata(new RoleOf(Role.Anyone));
    }

    private static async Task ReadyAsync(Site site, HttpContext context)
    {
        ImmutableArray<string> problems = await site.Orchestrator.ProblemsAsync(context.RequestAborted);
        string[] all =
        [
            .. problems,
            .. site.Orchestrator.Streams().Where(s => s.Phase == RunPhase.Failed).Select(s => $"stream {s.Pipeline} has failed"),
        ];

        // Strangers are told whether, and not why.
        bool tells = Gate.VisitorOf(context).Role != Role.Anyone;
        await AnswerAsync(
            context, tells ? all : [], all.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static Task AnswerAsync(HttpContext context, string[] problems, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            ApiJson.Text(new Answer(status == StatusCodes.Status200OK ? "ok" : "not ready", problems)), context.RequestAborted);
    }

    private sealed record Answer(string Status, string[] Problems);
}
