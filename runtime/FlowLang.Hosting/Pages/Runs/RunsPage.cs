using System.Globalization;
using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Runs;

/// <summary>All runs, newest first, in pages; by pipeline, state and day.</summary>
internal static class RunsPage
{
    private const int PageSize = 50;

    public static PageRoute Route { get; } = PageRoute.Page("/runs", Render);

    private static PageContent Render(PageCall call)
    {
        (string? pipeline, string? phase, string? day) = (call.Query("pipeline"), call.Query("phase"), call.Query("day"));
        DateTimeOffset? from = DateTimeOffset.TryParseExact(
            day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset start) ? start : null;
        Page<RunSummary> page = call.Orchestrator.Runs(new RunQuery
        {
            Pipeline = pipeline,
            Phase = Enum.TryParse(phase, ignoreCase: true, out RunPhase known) ? known : null,
            From = from,
            To = from?.AddDays(1),
            After = call.Query("after"),
            Count = PageSize,
        });
        bool isFirst = call.Query("after") is null;
        return new PageContent("Runs", Section.Runs, Markup.Of($"""
            <div class="head"><h1>Runs</h1></div>
            <form class="tools fields" method="get" action="/runs">
            <div><label for="pipeline">Pipeline</label><input id="pipeline" name="pipeline" value="{pipeline}" placeholder="any" autocomplete="off"></div>
            <div><label for="phase">State</label><select id="phase" name="phase"><option value="">any</option>{Markup.Each(Enum.GetValues<RunPhase>(), p => Option(p, phase))}</select></div>
            <div><label for="day">Due on</label><input id="day" name="day" type="date" value="{day}"></div>
            <div><button class="button">Show</button></div></form>
            <div id="runs">{(page.Items.IsEmpty
                ? Parts.Empty("No run is so", Markup.Of($"<a href=\"/runs\">Show all runs</a>, or start one from the page of a <a href=\"/pipelines\">pipeline</a>."))
                : Markup.Of($"<div class=\"panel\">{RunTable.Render(page.Items, call.Now, showsPipeline: true)}</div>"))}
            <nav class="pager" aria-label="Pages">{Markup.If(!isFirst, () => More("Newest", null, (pipeline, phase, day)))}{Markup.If(page.Next is not null, () => More("Older", page.Next, (pipeline, phase, day)))}</nav></div>
            """))
        {
            Live = isFirst ? new LiveParts(["runs"], pipeline) : null,
        };
    }

    private static Markup Option(RunPhase phase, string? chosen) => Markup.Of($"""
        <option value="{Words.Phase(phase)}"{Markup.If(Words.Phase(phase) == chosen, () => Markup.Of($" selected"))}>{Words.Phase(phase)}</option>
        """);

    private static Markup More(string title, string? after, (string? Pipeline, string? Phase, string? Day) asked) => Markup.Of($"""
        <a class="button" href="{Paths.With("/runs", ("pipeline", asked.Pipeline), ("phase", asked.Phase), ("day", asked.Day), ("after", after))}">{title}</a>
        """);
}
