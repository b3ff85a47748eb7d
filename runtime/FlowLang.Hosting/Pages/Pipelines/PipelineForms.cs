using System.Collections.Immutable;
using FlowLang.Hosting.Html;
using FlowLang.Scheduling;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>What the buttons of a pipeline's pages do.</summary>
internal static class PipelineForms
{
    public static PageRoute[] Routes { get; } =
    [
        PageRoute.Form("/pipelines/{name}/run", RunAsync),
        PageRoute.Form("/pipelines/{name}/backfill", BackfillAsync),
        PageRoute.Form("/pipelines/{name}/pause", async (call, _) =>
        {
            await call.Orchestrator.PauseAsync(call.Pipeline().Name, call.Visitor.Name, call.Cancel);
            return Paths.Pipeline(call.Path("name"));
        }),
        PageRoute.Form("/pipelines/{name}/resume", async (call, _) =>
        {
            await call.Orchestrator.ResumeAsync(call.Pipeline().Name, call.Visitor.Name, call.Cancel);
            return Paths.Pipeline(call.Path("name"));
        }),
    ];

    private static async Task<string> RunAsync(PageCall call, IFormCollection form)
    {
        TriggerRequest request = new(call.Pipeline().Name, call.Visitor.Name)
        {
            Interval = Field(form, "interval"),
            Force = Field(form, "force") is not null,
            Key = Field(form, FormKey.Name),
        };
        return await StartAsync(call, request);
    }

    private static async Task<string> BackfillAsync(PageCall call, IFormCollection form)
    {
        TriggerRequest request = new(call.Pipeline().Name, call.Visitor.Name)
        {
            From = Field(form, "from"),
            To = Field(form, "to"),
            Force = Field(form, "force") is not null,
            Key = Field(form, FormKey.Name),
        };
        return await StartAsync(call, request);
    }

    /// <summary>To the run, where it is one, else to those of the pipeline.</summary>
    private static async Task<string> StartAsync(PageCall call, TriggerRequest request)
    {
        ImmutableArray<string> runs = await call.Orchestrator.TriggerAsync(request, call.Cancel);
        return runs is [var only] ? Paths.Run(only) : Paths.With("/runs", ("pipeline", request.Pipeline));
    }

    private static string? Field(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
}
