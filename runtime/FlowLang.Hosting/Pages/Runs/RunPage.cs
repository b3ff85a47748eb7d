using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Runs;

/// <summary>One run: how it stands, its rows, its log as it is written.</summary>
internal static class RunPage
{
    public static PageRoute Route { get; } = PageRoute.Page("/runs/{id}", Render);

    private static PageContent Render(PageCall call)
    {
        RunDetail run = call.Run();
        RunSummary summary = run.Summary;
        return new PageContent($"{summary.Pipeline} {summary.Interval ?? summary.Id}", Section.Runs, Markup.Of($"""
            <nav class="crumbs" aria-label="Path"><a href="/runs">Runs</a> / {Parts.PipelineLink(summary.Pipeline)}</nav>
            <div class="head" id="head"><h1>{summary.Pipeline} {Markup.If(summary.Interval is not null, () => Markup.Of($"<span class=\"mono\">{summary.Interval}</span>"))}</h1>{Parts.Chip(summary.Phase)}<span class="grow"></span>{Markup.If(call.CanOperate, () => Actions(call, summary))}</div>
            {Trouble(summary)}
            {Facts(run, call.Now)}
            {Progress(run)}
            {RunBars.Render(run, call.Now)}
            <div id="rows">{RunRows.Render(run)}</div>
            {Log(summary)}
            {Attempts(run, call.Now)}
            """))
        {
            Live = Words.IsOpen(summary.Phase)
                ? new LiveParts(["head", "trouble", "facts", "progress", "bars", "rows", "attempts"], Run: summary.Id) : null,
            Scripts = ["log.js"],
        };
    }

    private static Markup Actions(PageCall call, RunSummary run) => Words.IsOpen(run.Phase)
        ? Markup.Of($"""
            <form method="post" action="{Paths.Run(run.Id, "cancel")}">{call.FormProof()}<button class="button danger">Cancel run</button></form>
            """)
        : Markup.Of($"""
            <form method="post" action="{Paths.Pipeline(run.Pipeline, "run")}">{call.FormProof()}{Pipelines.FormKey.Field()}<input type="hidden" name="interval" value="{run.Interval}"><input type="hidden" name="force" value="1"><button class="button primary">Run again</button></form>
            """);

    private static Markup Trouble(RunSummary run) => Markup.Of($"""
        <div id="trouble">{Markup.If(run.Error is not null, () => Markup.Of($"<div class=\"notice bad\" role=\"alert\"><p class=\"pre\">{run.Error}</p><p class=\"muted mono\">{run.ErrorCode}</p></div>"))}</div>
        """);

    private static Markup Facts(RunDetail run, DateTimeOffset now)
    {
        RunSummary summary = run.Summary;
        return Markup.Of($"""
            <dl id="facts" class="facts">
            {Parts.Fact("Cause", Markup.Of($"{Words.Cause(summary.Cause)}{(summary.By is { Length: > 0 } by ? ", " + by : "")}"))}
            {Parts.Fact("Due", Parts.At(summary.Due))}{Parts.Fact("Started", Parts.At(summary.Started))}{Parts.Fact("Ended", Parts.At(summary.Ended))}
            {Parts.Fact("Duration", Parts.Duration(summary, now))}
            {Parts.Fact("Waited", summary.Started is { } started ? Markup.Of($"{Words.Span(started - summary.Due)}") : Parts.Nothing)}
            {Parts.Fact("Attempt", Markup.Of($"{summary.Attempt}"))}
            {Parts.Fact("Host", Parts.Text(run.Host))}
            {Parts.Fact("Sources", Markup.Of($"<span class=\"mono\">{run.SourceHash[..Math.Min(10, run.SourceHash.Length)]}</span>"))}
            {Parts.Fact("Run", Markup.Of($"<span class=\"mono\">{summary.Id}</span>"))}
            </dl>
            """);
    }

    private static Markup Progress(RunDetail run) => Markup.Of($"""
        <div id="progress">{Markup.If(!run.Progress.IsDefaultOrEmpty, () => Parts.Section("work", "Progress", Markup.Of($"<ul class=\"works\">{Markup.Each(run.Progress, Work)}</ul>")))}</div>
        """);

    private static Markup Work(WorkProgress work)
    {
        string done = work.Unit == "bytes" ? Words.Size(work.Done) : $"{Words.Count(work.Done)} {work.Unit}";
        string? total = work.Total is { } all ? work.Unit == "bytes" ? Words.Size(all) : Words.Count(all) : null;
        return Markup.Of($"""
            <li><span>{work.Work}</span><span class="muted">{done}{(total is null ? "" : " of " + total)}</span>{Markup.If(total is not null, () => Markup.Of($"<progress aria-label=\"{work.Work}\" value=\"{work.Done}\" max=\"{Math.Max(1, work.Total ?? 1)}\"></progress>"))}</li>
            """);
    }

    private static Markup Log(RunSummary run) => Parts.Section("log", "Log", Markup.Of($"""
        <span class="log-tools"><label class="check"><input type="checkbox" id="follow" checked> follow</label><label for="level" class="hidden">Level</label><select id="level"><option value="debug">all lines</option><option value="warning">warnings and errors</option></select></span>
        """), Markup.Of($"""
        <div id="lines" class="lines" role="log" aria-label="Log of the run" tabindex="0" data-stream="/api/v1{Paths.Run(run.Id, "log/stream")}"><p class="muted" id="log-state">waiting for lines</p></div>
        <noscript><p class="muted">Lines appear with JavaScript; <a href="/api/v1{Paths.Run(run.Id, "log")}">the API</a> has them, too.</p></noscript>
        """));

    private static Markup Attempts(RunDetail run, DateTimeOffset now) => Markup.Of($"""
        <div id="attempts">{Markup.If(run.Attempts.Length > 1, () => Parts.Section("tries", "Attempts", Parts.Table("Attempts", ["#Attempt", "State", "Started", "#Duration", "Error"], run.Attempts.Select(a => Markup.Of($"""
            <tr><td class="number">{a.Attempt}</td><td>{Parts.Chip(a.Phase)}</td><td>{Parts.At(a.Started)}</td><td class="number">{Words.Span((a.Ended ?? now) - a.Started)}</td><td>{Parts.Text(a.Error)}</td></tr>
            """)))))}</div>
        """);
}
