using FlowLang.Hosting.Html;
using FlowLang.Hosting.Http;

namespace FlowLang.Hosting.Pages.Runs;

/// <summary>What the buttons of a run's page do.</summary>
internal static class RunForms
{
    public static PageRoute[] Routes { get; } =
    [
        PageRoute.Form("/runs/{id}/cancel", async (call, _) =>
        {
            string run = call.Run().Summary.Id;
            return await call.Orchestrator.CancelRunAsync(run, call.Visitor.Name, call.Cancel) ? Paths.Run(run)
                : throw HttpErrors.HasEnded(run);
        }),
    ];
}
