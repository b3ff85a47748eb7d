using FlowLang.Hosting.Events;
using FlowLang.Hosting.Http;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Api;

/// <summary>/streams: how the pipelines go that never end.</summary>
internal static class StreamRoutes
{
    private static readonly ApiParameter s_name = ApiParameter.Path("name", "of a pipeline of streams");

    public static ApiRoute[] All { get; } =
    [
        ApiRoute.Get("/streams", "All streams", call => call.Orchestrator.Streams()),
        ApiRoute.Get("/streams/{name}", "One stream, with its partitions", call => Find(call)) with { Parameters = [s_name] },
        ApiRoute.Get(
            "/streams/{name}/history", "The last hour, a sample every ten seconds", call => call.Site.History.Of(Find(call).Pipeline)) with
        {
            Parameters = [s_name],
            Gives = typeof(StreamPoint[]),
        },
    ];

    private static StreamStatus Find(ApiCall call) =>
        call.Orchestrator.Streams().FirstOrDefault(s => s.Pipeline == call.Path("name"))
        ?? throw HttpErrors.NothingThere($"stream `{call.Path("name")}`");
}
