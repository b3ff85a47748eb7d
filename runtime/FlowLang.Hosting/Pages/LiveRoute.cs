using System.Runtime.CompilerServices;
using FlowLang.Hosting.Access;
using FlowLang.Hosting.Events;

namespace FlowLang.Hosting.Pages;

/// <summary>Tells a page that something happened to what it shows, at most once a second, however much happens.</summary>
internal static class LiveRoute
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    public static PageRoute Route { get; } = new("GET", "/live", Role.Viewer, call =>
        EventStream.SendAsync(call.Site, call.Context, cancel => Changes(call, cancel)));

    private static async IAsyncEnumerable<EventMessage> Changes(PageCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? pipeline = call.Query("pipeline");
        string? run = call.Query("run");
        await foreach (HubEvents events in call.Site.Hub.ReadAsync(null, cancel))
        {
            bool concerns = events.HasGap || events.Items.Any(
                e => (pipeline is null || e.Pipeline == pipeline) && (run is null || e.Run == run));
            if (concerns)
            {
                yield return new EventMessage(null, "changed", "{}");
                await Task.Delay(s_pause, call.Site.Time, cancel);
            }
        }
    }
}
