using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>What stands above each page of one pipeline: name, states, what can be done, and the pages.</summary>
internal static class PipelineHead
{
    private static readonly (string? Part, string Title)[] s_parts = [(null, "Runs"), ("graph", "Graph"), ("lineage", "Columns"),
        ("steps", "Steps"), ("backfill", "Backfill")];

    public static Markup Render(PageCall call, PipelineStatus pipeline, string? part) => Markup.Of($"""
        <nav class="crumbs" aria-label="Path"><a href="/pipelines">Pipelines</a></nav>
        <div class="head" id="head"><h1>{pipeline.Name}</h1>{PipelineRow.Chips(pipeline)}<span class="grow"></span>{Markup.If(call.CanOperate, () => Actions(call, pipeline))}</div>
        <nav class="tabs" aria-label="Of this pipeline">{Markup.Each(s_parts.Where(p => p.Part != "backfill" || Fills(call, pipeline)), p => Tab(pipeline, p.Part, p.Title, part))}</nav>
        """);

    /// <summary>Whether a range of intervals can be asked for here.</summary>
    private static bool Fills(PageCall call, PipelineStatus pipeline) => pipeline.Unit is not null && call.CanOperate;

    private static Markup Tab(PipelineStatus pipeline, string? part, string title, string? current) => Markup.Of($"""
        <a href="{Paths.Pipeline(pipeline.Name, part)}"{Markup.If(part == current, () => Markup.Of($" aria-current=\"page\""))}>{title}</a>
        """);

    private static Markup Actions(PageCall call, PipelineStatus pipeline) => Markup.Of($"""
        {Markup.If(!pipeline.IsStream && pipeline.Unit is null, () => Button(call, pipeline, "run", "Run now", "primary"))}
        {Markup.If(pipeline.Unit is not null, () => Interval(call, pipeline))}
        {(pipeline.IsPaused ? Button(call, pipeline, "resume", "Resume", "primary") : Button(call, pipeline, "pause", pipeline.IsStream ? "Drain and pause" : "Pause", ""))}
        """);

    private static Markup Button(PageCall call, PipelineStatus pipeline, string action, string title, string kind) => Markup.Of($"""
        <form method="post" action="{Paths.Pipeline(pipeline.Name, action)}">{call.FormProof()}{FormKey.Field()}<button class="button {kind}">{title}</button></form>
        """);

    private static Markup Interval(PageCall call, PipelineStatus pipeline) => Markup.Of($"""
        <form class="inline" method="post" action="{Paths.Pipeline(pipeline.Name, "run")}">{call.FormProof()}{FormKey.Field()}
        <label class="hidden" for="interval">Interval</label><input id="interval" class="mono" name="interval" size="14" required value="{Suggested(call, pipeline)}">
        <button class="button primary">Run</button></form>
        """);

    /// <summary>The last whole interval.</summary>
    private static string Suggested(PageCall call, PipelineStatus pipeline) =>
        pipeline.Unit is { } unit ? $"{PipelineCalendar.Current(unit, call.Now).Previous}" : "";
}
