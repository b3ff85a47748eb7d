using FlowLang.Scheduling;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Api;

/// <summary>/program and /overview: what is served, and how all goes.</summary>
internal static class ProgramRoutes
{
    public static ApiRoute[] All { get; } =
    [
        ApiRoute.Get("/program", "The program that is served", call => Facts(call.Orchestrator.Program)),
        new("GET", "/program/manifest", "The program's manifest: schemas, plans, SQL, lineage", ManifestAsync) { Gives = typeof(object) },
        ApiRoute.Get("/overview", "How all goes, in numbers", call => call.Orchestrator.Overview()),
    ];

    private static ApiProgram Facts(ProgramFacts program) => new(
        program.Name, program.SourceHash, program.CompilerVersion, program.Environment, program.ServedSince);

    private static Task ManifestAsync(ApiCall call)
    {
        call.Context.Response.ContentType = "application/json";
        return call.Context.Response.WriteAsync(call.Orchestrator.Program.Manifest, call.Cancel);
    }

    /// <summary>What is served, without its manifest.</summary>
    internal sealed record ApiProgram(
        string Name, string SourceHash, string CompilerVersion, string? Environment, DateTimeOffset ServedSince);
}
