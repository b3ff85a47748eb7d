using FlowLang.Scheduling;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Api;

/// <summary>/program and /overview: what is served, and how all goes.</summary>
internal static class ProgramRoutes
{
    public static ApiRoute[] All { get; } =
    [
        ApiRoute.Get("/program", "The program that is served", call => call.Orchestrator.Program),
        new("GET", "/program/manifest", "The program's manifest: schemas, plans, SQL, lineage", ManifestAsync) { Gives = typeof(object) },
        ApiRoute.Get("/overview", "How all goes, in numbers", call => call.Orchestrator.Overview()),
    ];

    private static async Task ManifestAsync(ApiCall call)
    {
        call.Context.Response.ContentType = "application/json";
        await using Stream manifest = call.Orchestrator.OpenManifest();
        await manifest.CopyToAsync(call.Context.Response.Body, call.Cancel);
    }
}
