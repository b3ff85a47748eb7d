using System.Collections.Immutable;
using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages;

/// <summary>The first page: whether all is well, what is not, what goes on and what comes next.</summary>
internal static class OverviewPage
{
    private const int Shown = 8;

    public static PageRoute Route { get; } = PageRoute.Page("/", Render);

    private static PageContent Render(PageCall call)
    {
        Overview all = call.Orchestrator.Overview();
        return new PageContent("Overview", Section.Overview, Markup.Of($"""
            {Health(all)}
            {Numbers(all)}
            <div class="columns"><div>{Attention(call)}{Latest(call)}</div><div>{Running(call, all)}{Next(call)}</div></div>
            """))
        {
            Live = new LiveParts(["health", "numbers", "attention", "latest", "running", "next"]),
        };
    }

    private static Markup Health(Overview all)
    {
        string[] troubles =
        [
            .. all.Failing > 0 ? [$"{Words.Count(all.Failing)} failing"] : Array.Empty<string>(),
            .. all.Late > 0 ? [$"{Words.Count(all.Late)} late"] : Array.Empty<string>(),
        ];
        string pipelines = all.Pipelines == 1 ? "pipeline" : "pipelines";
        return Markup.Of($"""
            <div id="health" class="health {(troubles.Length == 0 ? "ok" : "bad")}"><h1>{(troubles.Length == 0 ? "All is well" : string.Join(", ", troubles))}</h1>
            <p class="muted">of {Words.Count(all.Pipelines)} {pipelines}</p></div>
            """);
    }

    private static Markup Numbers(Overview all) => Markup.Of($"""
        <ul id="numbers" class="tiles" aria-label="In numbers">
        {Tile("Running", Words.Count(all.Running), "/runs?phase=running", "")}{Tile("Queued", Words.Count(all.Queued), "/runs?phase=queued", "")}
        {Tile("Failing", Words.Count(all.Failing), "/pipelines?state=failing", all.Failing > 0 ? "bad" : "")}{Tile("Late", Words.Count(all.Late), "/pipelines?state=late", all.Late > 0 ? "warn" : "")}
        {Tile("Paused", Words.Count(all.Paused), "/pipelines?state=paused", "")}{Tile("Done in 24 h", Words.Count(all.DoneLastDay), "/runs?phase=done", "")}
        {Tile("Failed in 24 h", Words.Count(all.FailedLastDay), "/runs?phase=failed", all.FailedLastDay > 0 ? "bad" : "")}{Tile("Longest wait", Words.Span(all.StartLag), "/runs?phase=queued", "")}
        </ul>
        """);

    private static Markup Tile(string name, string value, string to, string kind) =>
        Markup.Of($"""
            <li class="{kind}"><a href="{to}"><span class="tile-value">{value}</span><span class="tile-name">{name}</span></a></li>
            """);

    private static Markup Attention(PageCall call)
    {
        ImmutableArray<PipelineStatus> failing = Standing(call, PipelineState.Failing);
        ImmutableArray<PipelineStatus> late = Standing(call, PipelineState.Late);
        PipelineStatus[] all = [.. failing.Concat(late).DistinctBy(p => p.Name).Take(Shown)];
        return Parts.Section("attention", "Needs attention", all.Length == 0
            ? Parts.Empty("Nothing needs attention",
                Markup.Of($"Pipelines whose last run failed, or that are behind their <code>sla</code>, are listed here."))
            : Parts.Table("Needs attention", ["Pipeline", "State", "Last run", "Why"], all.Select(p => Trouble(p, call.Now))));
    }

    private static Markup Trouble(PipelineStatus pipeline, DateTimeOffset now) => Markup.Of($"""
        <tr><td>{Parts.PipelineLink(pipeline.Name)}</td><td>{PipelineRow.Chips(pipeline)}</td>
        <td>{(pipeline.Last is { } last ? Markup.Of($"<a href=\"{Paths.Run(last.Id)}\">{Parts.When(last.Ended ?? last.Due, now)}</a>") : Parts.Nothing)}</td>
        <td class="clip" title="{pipeline.Last?.Error}">{Parts.Text(pipeline.Last?.Error ?? (pipeline.IsLate ? "behind its sla" : null))}</td></tr>
        """);

    private static ImmutableArray<PipelineStatus> Standing(PageCall call, PipelineState state) =>
        call.Orchestrator.Pipelines(new PipelineQuery { State = state, Count = Shown }).Items;

    private static Markup Latest(PageCall call)
    {
        Page<RunSummary> runs = call.Orchestrator.Runs(new RunQuery { Count = Shown + 2 });
        return Parts.Section("latest", "Latest runs", Markup.Of($"<a href=\"/runs\">All runs</a>"), runs.Items.IsEmpty
            ? Parts.Empty("Nothing has run yet",
                Markup.Of($"Runs appear here when their time comes. Start one from the page of a <a href=\"/pipelines\">pipeline</a>."))
            : RunTable.Brief(runs.Items, call.Now));
    }

    private static Markup Running(PageCall call, Overview all)
    {
        Page<RunSummary> runs = call.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running, Count = Shown });
        return Parts.Section("running", "Running now", Markup.Of($"<span class=\"muted\">{Words.Count(all.Running)}</span>"),
            runs.Items.IsEmpty
            ? Parts.Empty("Nothing is running", Markup.Of($"Below is what comes next."))
            : Parts.Table("Running now", ["Pipeline", "Run", "#For"], runs.Items.Select(run => Markup.Of($"""
                <tr><td>{Parts.PipelineLink(run.Pipeline)}</td><td>{Parts.RunLink(run)}</td><td class="number">{Parts.Duration(run, call.Now)}</td></tr>
                """))));
    }

    private static Markup Next(PageCall call)
    {
        ImmutableArray<PlannedRun> next = call.Orchestrator.Next(null, Shown);
        return Parts.Section("next", "Next", next.IsEmpty
            ? Parts.Empty("Nothing is planned", Markup.Of($"Give a pipeline a <code>schedule:</code>, or start runs by hand."))
            : Parts.Table("Next runs", ["Pipeline", "Interval", "Due"], next.Select(run => Markup.Of($"""
                <tr><td>{Parts.PipelineLink(run.Pipeline)}</td><td class="mono">{Parts.Text(run.Interval?.ToString())}</td><td>{Parts.When(run.Due, call.Now)}</td></tr>
                """))));
    }
}
