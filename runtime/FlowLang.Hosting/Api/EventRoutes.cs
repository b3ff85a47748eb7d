using System.Runtime.CompilerServices;
using FlowLang.Hosting.Events;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Api;

/// <summary>/events: what happens, as it happens.</summary>
internal static class EventRoutes
{
    public static ApiRoute[] All { get; } =
    [
        ApiRoute.Events(
            "/events",
            "What happens, as server-sent events whose names are their kinds (`run.started`, …); `gap` where some could not be kept",
            call => EventStream.SendAsync(call.Site, call.Context, cancel => Events(call, cancel))) with
        {
            Parameters =
            [
                ApiParameter.Query("pipeline", "only of this pipeline"),
                ApiParameter.Query("run", "only of this run"),
                ApiParameter.Query("after", "the number of the last event that is known; Last-Event-ID says the same", "integer"),
            ],
        },
    ];

    private static async IAsyncEnumerable<EventMessage> Events(ApiCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? pipeline = call.Query("pipeline");
        string? run = call.Query("run");
        await foreach (HubEvents events in call.Site.Hub.ReadAsync(EventStream.LastId(call.Context.Request), cancel))
        {
            if (events.HasGap)
            {
                yield return new EventMessage(null, "gap", "{}");
            }

            foreach (OrchestrationEvent happened in events.Items)
            {
                if ((pipeline is null || happened.Pipeline == pipeline) && (run is null || happened.Run == run))
                {
                    yield return new EventMessage(happened.Number, happened.Kind, ApiJson.Text(happened));
                }
            }
        }
    }
}
