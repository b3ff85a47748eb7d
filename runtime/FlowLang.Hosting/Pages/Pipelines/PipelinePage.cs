using System.Collections.Immutable;
using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>One pipeline: what it is, its intervals as a grid, its runs, and what comes next.</summary>
internal static class PipelinePage
{
    private const int RunsOfGrid = 1000;
    private const int ShownRuns = 25;
    private const int ShownNext = 5;

    public static PageRoute Route { get; } = PageRoute.Page("/pipelines/{name}", Render);

    private static PageContent Render(PageCall call)
    {
        PipelineStatus pipeline = call.Pipeline();
        ImmutableArray<RunSummary> runs = call.Orchestrator.Runs(
            new RunQuery { Pipeline = pipeline.Name, Count = pipeline.Unit is null ? ShownRuns : RunsOfGrid }).Items;
        return new PageContent(pipeline.Name, Section.Pipelines, Markup.Of($"""
            {PipelineHead.Render(call, pipeline, null)}
            {Facts(pipeline, call.Now)}
            {Grid(pipeline, runs, call.Now)}
            <div class="columns"><div>{Runs(call, pipeline, runs)}</div><div>{Next(call, pipeline)}</div></div>
            """))
        {
            Live = new LiveParts(["facts", "runs", "next", .. pipeline.Unit is null ? Array.Empty<string>() : ["intervals"]],
                pipeline.Name),
        };
    }

    private static Markup Facts(PipelineStatus pipeline, DateTimeOffset now) => Markup.Of($"""
        <dl id="facts" class="facts">
        {Parts.Fact("Schedule", PipelineRow.Schedule(pipeline))}
        {Parts.Fact("Next", pipeline.IsPaused ? Markup.Of($"paused") : Parts.When(pipeline.NextDue, now))}
        {Markup.If(pipeline.Unit is not null, () => Parts.Fact("Intervals", Markup.Of($"{pipeline.Unit?.ToString().ToLowerInvariant()}")))}
        {Markup.If(!pipeline.After.IsDefaultOrEmpty, () => Parts.Fact("After", Markup.Each(pipeline.After.Index(), a => Markup.Of($"{(a.Index > 0 ? ", " : "")}{Parts.PipelineLink(a.Item)}"))))}
        {Markup.If(pipeline.Sla is not null, () => Parts.Fact("SLA", Markup.Of($"{Words.Span(pipeline.Sla ?? default)}")))}
        {Markup.If(pipeline.Pool is not null, () => Parts.Fact("Pool", Markup.Of($"{pipeline.Pool}")))}
        {Markup.If(pipeline.Priority != 0, () => Parts.Fact("Priority", Markup.Of($"{pipeline.Priority}")))}
        {Parts.Fact("Running", Markup.Of($"{pipeline.Running} <span class=\"muted\">and {pipeline.Queued} queued</span>"))}
        {Parts.Fact("Declared", Markup.Of($"<span class=\"mono\">{pipeline.File}:{pipeline.Line}</span>"))}
        </dl>
        """);

    private static Markup Grid(PipelineStatus pipeline, ImmutableArray<RunSummary> runs, DateTimeOffset now) => pipeline.Unit is { } unit
        ? Parts.Section("intervals", "Intervals", PipelineCalendar.Render(
            unit,
            runs.Where(run => run.Interval is not null).GroupBy(run => run.Interval ?? "", StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal),
            now))
        : Markup.None;

    private static Markup Runs(PageCall call, PipelineStatus pipeline, ImmutableArray<RunSummary> runs) => Parts.Section(
        "runs",
        "Runs",
        Markup.Of($"<a href=\"{Paths.With("/runs", ("pipeline", pipeline.Name))}\">All its runs</a>"),
        runs.IsEmpty
            ? Parts.Empty("It has not run yet", Markup.Of($"It runs when its time comes, or when an operator starts it."))
            : RunTable.Render([.. runs.Take(ShownRuns)], call.Now, showsPipeline: false));

    private static Markup Next(PageCall call, PipelineStatus pipeline)
    {
        ImmutableArray<PlannedRun> next = call.Orchestrator.Next(pipeline.Name, ShownNext);
        return Parts.Section("next", "Next", next.IsEmpty
            ? Parts.Empty("Nothing is planned",
                Markup.Of($"{(pipeline.IsPaused ? "It is paused." : "It has no schedule, or waits for other pipelines.")}"))
            : Parts.Table("Next runs", ["Interval", "Due"], next.Select(run => Markup.Of($"""
                <tr><td class="mono">{Parts.Text(run.Interval?.ToString())}</td><td>{Parts.When(run.Due, call.Now)}</td></tr>
                """))));
    }
}
