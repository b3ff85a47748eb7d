using FlowLang.Hosting.Html;
using FlowLang.Hosting.Http;
using FlowLang.Hosting.Pages.Runs;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Streams;

/// <summary>One stream: its numbers, charts of the last hour, and its partitions.</summary>
internal static class StreamPage
{
    private static readonly (string Field, string Title, string Unit)[] s_charts =
    [
        ("records_per_second", "Throughput", "records/s"), ("lag", "Lag", "records"),
            ("watermark_delay", "Watermark behind the clock", "s"),
    ];

    public static PageRoute Route { get; } = PageRoute.Page("/streams/{name}", Render);

    private static PageContent Render(PageCall call)
    {
        StreamStatus stream = call.Orchestrator.Streams().FirstOrDefault(s => s.Pipeline == call.Path("name"))
            ?? throw HttpErrors.NothingThere($"stream `{call.Path("name")}`");
        return new PageContent(stream.Pipeline, Section.Streams, Markup.Of($"""
            <nav class="crumbs" aria-label="Path"><a href="/streams">Streams</a></nav>
            <div class="head" id="head"><h1>{stream.Pipeline}</h1><span class="chips">{Parts.Chip(stream.Phase)}{Markup.If(stream.IsPaused, () => Parts.Chip("paused", "paused"))}</span><span class="grow"></span><a class="button" href="{Paths.Pipeline(stream.Pipeline)}">Pipeline</a></div>
            <div id="trouble">{Markup.If(stream.Error is not null, () => Markup.Of($"<div class=\"notice bad\" role=\"alert\"><p class=\"pre\">{stream.Error}</p></div>"))}</div>
            {Facts(stream, call.Now)}
            <div class="charts" data-history="/api/v1{Paths.Stream(stream.Pipeline, "history")}">{Markup.Each(s_charts, c => Parts.Section(c.Field, c.Title, Markup.Of($"<span class=\"muted\">{c.Unit}</span>"), Markup.Of($"<div class=\"chart\" data-field=\"{c.Field}\" data-unit=\"{c.Unit}\" role=\"img\" aria-label=\"{c.Title} in the last hour\"></div>")))}</div>
            <div id="expected">{ExpectationTable.Render(stream.Expectations)}</div>
            {Partitions(stream, call.Now)}
            """))
        {
            Live = new LiveParts(["head", "trouble", "facts", "expected", "partitions"], stream.Pipeline),
            Scripts = ["vendor/uplot.min.js", "charts.js"],
        };
    }

    private static Markup Facts(StreamStatus stream, DateTimeOffset now) => Markup.Of($"""
        <dl id="facts" class="facts">
        {Parts.Fact("Records/s", Markup.Of($"{Words.Count((long)stream.RecordsPerSecond)}"))}{Parts.Fact("Lag", stream.Lag is { } lag ? Markup.Of($"{Words.Count(lag)}") : Parts.Nothing)}
        {Parts.Fact("Watermark", Parts.When(stream.Watermark, now))}{Parts.Fact("Records", Markup.Of($"{Words.Count(stream.Records)}"))}
        {Parts.Fact("Dead letters", RunTable.Rejected(stream.DeadLetters))}{Parts.Fact("Late rows", RunTable.Rejected(stream.LateRows))}{Parts.Fact("State", Markup.Of($"{Words.Size(stream.StateBytes)}"))}
        </dl>
        """);

    private static Markup Partitions(StreamStatus stream, DateTimeOffset now) =>
        Parts.Section("partitions", "Partitions", stream.Partitions.IsDefaultOrEmpty
        ? Parts.Empty("No partitions are known", Markup.Of($"They are listed when the stream has read from its topics."))
        : Parts.Table("Partitions", ["Topic", "#Partition", "#Next offset", "#Lag", "Watermark"],
            stream.Partitions.Select(p => Markup.Of($"""
            <tr><td class="mono">{p.Topic}</td><td class="number">{p.Partition}</td><td class="number">{Words.Count(p.NextOffset)}</td>
            <td class="number">{(p.Lag is { } lag ? Markup.Of($"{Words.Count(lag)}") : Parts.Nothing)}</td><td>{Parts.When(p.Watermark, now)}</td></tr>
            """))));
}
