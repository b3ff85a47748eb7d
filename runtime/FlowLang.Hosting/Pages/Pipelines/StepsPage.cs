using FlowLang.Hosting.Html;
using FlowLang.Hosting.Pages.Plans;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>What a pipeline does, step by step: plan, SQL, C#, columns, where rows can leave, expectations.</summary>
internal static class StepsPage
{
    public static PageRoute Route { get; } = PageRoute.Page("/pipelines/{name}/steps", Render);

    private static PageContent Render(PageCall call)
    {
        PipelineStatus pipeline = call.Pipeline();
        PipelinePlan? plan = call.Site.Plan.Pipeline(pipeline.Name);
        StepPlan[] steps = plan?.Steps ?? [];
        string? code = plan?.Code is { } file ? call.Orchestrator.ReadCode(file) : null;
        return new PageContent($"Steps of {pipeline.Name}", Section.Pipelines, Markup.Of($"""
            {PipelineHead.Render(call, pipeline, "steps")}
            {(steps.Length == 0
                ? Parts.Empty("No steps are known", Markup.Of($"The program's manifest has none of this pipeline."))
                : Markup.Of($"<div class=\"steps\">{Markup.Each(steps.Index(), step => Step(call, pipeline.Name, step.Item, step.Index, code))}{Whole(plan?.Code, code)}</div>"))}
            """));
    }

    private static Markup Step(PageCall call, string pipeline, StepPlan step, int index, string? code) => Markup.Of($"""
        <details class="panel step" id="step-{index}"{Markup.If(step.Kind != "read", () => Markup.Of($" open"))}>
        <summary><span class="kind">{step.Kind}</span> <h2>{step.Relation}</h2> <span class="muted">{Ends(step)}</span><span class="grow"></span><span class="muted mono">{step.Declared}</span></summary>
        {Columns(step.Columns.Length > 0 ? step.Columns : call.Site.Plan.Source(step.Relation)?.Columns ?? [])}
        {Markup.If(CanShow(call, step), () => Markup.Of($"<p class=\"columns-line\"><a class=\"button\" href=\"{Paths.Rows(pipeline, step.Relation)}\">First rows of {step.Relation}</a></p>"))}
        {Code("Plan", step.Plan)}{Code("SQL", step.Sql)}{Code("C#", StepCode.Of(code, step.Declared))}
        {Markup.If(step.Sites.Length > 0, () => Sites(step.Sites))}
        {Markup.If(step.Expectations.Length > 0, () => Markup.Each(step.Expectations, check => Code($"Expectation {check.Name} ({check.Severity})", check.Sql)))}
        </details>
        """);

    private static bool CanShow(PageCall call, StepPlan step) => call.CanOperate && step.Kind != "read" && step.Sql is not null;

    // Closed: it has the steps' statements once more, in their order and with what is around them.
    private static Markup Whole(string? file, string? code) => Markup.If(code is not null, () => Markup.Of($"""
        <details class="panel step" id="code"><summary><span class="kind">C#</span> <h2>All of the pipeline</h2><span class="grow"></span><span class="muted mono">{file}</span></summary>
        {Code("Generated", code)}
        </details>
        """));

    private static string Ends(StepPlan step) => step switch
    {
        { Source: { } source } => "from " + source,
        { Sink: { } sink } => $"to {sink} · {step.Mode}{(step.Rejects is null or "discard" ? "" : " · rejects to " + step.Rejects)}",
        _ => "",
    };

    private static Markup Columns(ColumnPlan[] columns) => Markup.If(columns.Length > 0, () => Markup.Of($"""
        <p class="columns-line mono">{Markup.Each(columns, c => Markup.Of($"<span>{c.Name} <span class=\"muted\">{c.Type}</span></span> "))}</p>
        """));

    private static Markup Code(string title, string? code) => Markup.If(!string.IsNullOrWhiteSpace(code), () => Markup.Of($"""
        <h3>{title}</h3><pre class="code" tabindex="0">{code?.TrimEnd()}</pre>
        """));

    private static Markup Sites(SitePlan[] sites) => Markup.Of($"""
        <h3>Where rows can leave</h3>
        {Parts.Table("Where rows can leave", ["Action", "Step", "Reason", "Declared"], sites.Select(site => Markup.Of($"<tr><td>{Parts.Chip(site.Action, site.Action)}</td><td>{site.Step}</td><td>{site.Reason}</td><td class=\"mono\">{site.Declared}</td></tr>")))}
        """);
}
