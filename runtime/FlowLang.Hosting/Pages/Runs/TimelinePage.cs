using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Runs;

/// <summary>Runs over time, a line for each pipeline: when each waited and when it went.</summary>
internal static class TimelinePage
{
    private const int MostRuns = 1000;
    private const int MostLines = 60;
    private const int Width = 1000;
    private const double Narrowest = 3;
    private static readonly int[] s_hours = [1, 6, 24, 72];

    public static PageRoute Route { get; } = PageRoute.Page("/timeline", Render);

    private static PageContent Render(PageCall call)
    {
        int hours = s_hours.FirstOrDefault(h => $"{h}" == call.Query("hours"), 6);
        DateTimeOffset from = call.Now.AddHours(-hours);
        Page<RunSummary> runs = call.Orchestrator.Runs(new RunQuery { From = from, To = call.Now, Count = MostRuns });
        IGrouping<string, RunSummary>[] lines = [.. runs.Items.GroupBy(run => run.Pipeline, StringComparer.Ordinal).Take(MostLines)];
        return new PageContent("Timeline", Section.Timeline, Markup.Of($"""
            <div class="head"><h1>Timeline</h1><span class="grow"></span><nav class="tabs" aria-label="How far back">{Markup.Each(s_hours, h => Tab(h, hours))}</nav></div>
            <div id="timeline">{(lines.Length == 0
                ? Parts.Empty($"Nothing ran in the last {hours} h", Markup.Of($"Look further back, or start a run from the page of a <a href=\"/pipelines\">pipeline</a>."))
                : Chart(lines, from, call.Now))}
            {Markup.If(runs.Next is not null || lines.Length == MostLines, () => Markup.Of($"<p class=\"muted\">The newest {Words.Count(runs.Items.Length)} runs of {lines.Length} pipelines; there are more.</p>"))}</div>
            """))
        {
            Live = new LiveParts(["timeline"]),
        };
    }

    private static Markup Tab(int hours, int current) => Markup.Of($"""
        <a href="/timeline?hours={hours}"{Markup.If(hours == current, () => Markup.Of($" aria-current=\"true\""))}>{hours} h</a>
        """);

    private static Markup Chart(IGrouping<string, RunSummary>[] lines, DateTimeOffset from, DateTimeOffset to) => Markup.Of($"""
        <div class="panel gantt"><div class="gantt-line axis" aria-hidden="true"><span></span><span class="ticks">{Markup.Each(Enumerable.Range(0, 5), n => Markup.Of($"<span>{(from + ((to - from) * n / 4)).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)}</span>"))}</span></div>
        {Markup.Each(lines, line => Line(line, from, to))}</div>
        """);

    private static Markup Line(IGrouping<string, RunSummary> line, DateTimeOffset from, DateTimeOffset to) => Markup.Of($"""
        <div class="gantt-line"><a class="gantt-name" href="{Paths.Pipeline(line.Key)}">{line.Key}</a>
        <svg viewBox="0 0 {Width} 22" preserveAspectRatio="none" role="group" aria-label="Runs of {line.Key}"><path class="rule" d="M250,0V22M500,0V22M750,0V22"/>{Markup.Each(line.Reverse(), run => Bar(run, from, to))}</svg></div>
        """);

    private static Markup Bar(RunSummary run, DateTimeOffset from, DateTimeOffset to)
    {
        double due = Place(run.Due, from, to);
        double start = Place(run.Started ?? run.Ended ?? to, from, to);
        double end = Place(run.Ended ?? to, from, to);
        string length = run.Started is { } begun ? ", " + Words.Span((run.Ended ?? to) - begun) : "";
        string words = $"{run.Pipeline} {run.Interval} {Words.Phase(run.Phase)}, due {Words.Time(run.Due)}{length}";
        return Markup.Of($"""
            <a href="{Paths.Run(run.Id)}" aria-label="{words}"><title>{words}</title><rect class="wait" x="{due:0.##}" y="9" width="{Math.Max(0, start - due):0.##}" height="4"/><rect class="{Words.Phase(run.Phase)}" x="{start:0.##}" y="3" width="{Math.Max(Narrowest, end - start):0.##}" height="16" rx="2"/></a>
            """);
    }

    private static double Place(DateTimeOffset time, DateTimeOffset from, DateTimeOffset to) =>
        Math.Clamp((time - from) / (to - from), 0, 1) * Width;
}
