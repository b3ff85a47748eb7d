using System.Collections.Immutable;
using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Streams;

/// <summary>All streams: how fast they go and how far they are behind.</summary>
internal static class StreamsPage
{
    public static PageRoute Route { get; } = PageRoute.Page("/streams", Render);

    private static PageContent Render(PageCall call)
    {
        ImmutableArray<StreamStatus> streams = call.Orchestrator.Streams();
        return new PageContent("Streams", Section.Streams, Markup.Of($"""
            <div class="head"><h1>Streams</h1></div>
            <div id="streams">{(streams.IsEmpty
                ? Parts.Empty("The program has no streams", Markup.Of($"A pipeline that reads a topic goes on until it is stopped, and is shown here with its lag and watermark."))
                : Markup.Of($"<div class=\"panel\">{Parts.Table("Streams", ["Stream", "State", "#Records/s", "#Lag", "Watermark", "#Records", "#Dead letters", "#Late rows", "#State", "Error"], streams.Select(s => Row(s, call.Now)))}</div>"))}</div>
            """))
        {
            Live = new LiveParts(["streams"]),
        };
    }

    private static Markup Row(StreamStatus stream, DateTimeOffset now) => Markup.Of($"""
        <tr><td><a href="{Paths.Stream(stream.Pipeline)}">{stream.Pipeline}</a></td><td><span class="chips">{Parts.Chip(stream.Phase)}{Markup.If(stream.IsPaused, () => Parts.Chip("paused", "paused"))}</span></td>
        <td class="number">{Words.Count((long)stream.RecordsPerSecond)}</td><td class="number">{(stream.Lag is { } lag ? Markup.Of($"{Words.Count(lag)}") : Parts.Nothing)}</td>
        <td>{Parts.When(stream.Watermark, now)}</td><td class="number">{Words.Count(stream.Records)}</td><td class="number">{RunTable.Rejected(stream.DeadLetters)}</td>
        <td class="number">{RunTable.Rejected(stream.LateRows)}</td><td class="number">{Words.Size(stream.StateBytes)}</td><td class="clip" title="{stream.Error}">{Parts.Text(stream.Error)}</td></tr>
        """);
}
