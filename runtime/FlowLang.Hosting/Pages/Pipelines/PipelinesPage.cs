using FlowLang.Hosting.Html;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>All pipelines, by name, in pages; searched by a part of the name and by how they stand.</summary>
internal static class PipelinesPage
{
    private const int PageSize = 50;
    private const int LastRuns = 10;

    private static readonly (string? State, string Title)[] s_states =
    [
        (null, "All"), ("failing", "Failing"), ("late", "Late"), ("running", "Running"), ("paused", "Paused"), ("scheduled", "Scheduled"),
            ("stream", "Streams"),
    ];

    public static PageRoute Route { get; } = PageRoute.Page("/pipelines", Render);

    private static PageContent Render(PageCall call)
    {
        string? search = call.Query("search");
        string? state = call.Query("state");
        Page<PipelineStatus> page = call.Orchestrator.Pipelines(new PipelineQuery
        {
            Search = search,
            State = Enum.TryParse(state, ignoreCase: true, out PipelineState known) ? known : null,
            After = call.Query("after"),
            Count = PageSize,
        });
        return new PageContent("Pipelines", Section.Pipelines, Markup.Of($"""
            <div class="head"><h1>Pipelines</h1><span class="muted">{Words.Count(call.Orchestrator.Overview().Pipelines)}</span></div>
            <div class="tools">
            <form role="search" method="get" action="/pipelines">{Hidden("state", state)}<label class="hidden" for="search">Search pipelines</label>
            <input id="search" type="search" name="search" value="{search}" placeholder="Search by name" autocomplete="off" hx-get="/pipelines" hx-include="closest form" hx-trigger="input changed delay:200ms, search" hx-target="#pipelines" hx-select="#pipelines" hx-swap="outerHTML" hx-replace-url="true"></form>
            <nav class="tabs" aria-label="Which pipelines">{Markup.Each(s_states, s => Tab(s.State, s.Title, state, search))}</nav></div>
            <div id="pipelines">{List(call, page, search, state)}</div>
            """))
        {
            Live = new LiveParts(["pipelines"]),
        };
    }

    private static Markup Tab(string? state, string title, string? current, string? search) => Markup.Of($"""
        <a href="{Paths.With("/pipelines", ("state", state), ("search", search))}"{Markup.If(state == current, () => Markup.Of($" aria-current=\"true\""))}>{title}</a>
        """);

    private static Markup Hidden(string name, string? value) =>
        Markup.If(value is not null, () => Markup.Of($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">"));

    private static Markup List(PageCall call, Page<PipelineStatus> page, string? search, string? state) => page.Items.IsEmpty
        ? Parts.Empty("No pipeline is so", search is null
            ? Markup.Of($"<a href=\"/pipelines\">Show all pipelines</a>")
            : Markup.Of($"None has “{search}” in its name. <a href=\"/pipelines\">Show all pipelines</a>"))
        : Markup.Of($"""
            <div class="panel">{Parts.Table("Pipelines", PipelineRow.Columns, page.Items.Select(p => PipelineRow.Render(p, Runs(call, p.Name), call.Now)))}</div>
            <nav class="pager" aria-label="Pages">{First(call, search, state)}{Markup.If(page.Next is not null, () => Markup.Of($"<a class=\"button\" rel=\"next\" href=\"{Paths.With("/pipelines", ("search", search), ("state", state), ("after", page.Next))}\">Next {PageSize}</a>"))}</nav>
            """);

    private static Markup First(PageCall call, string? search, string? state) => Markup.If(
        call.Query("after") is not null,
        () => Markup.Of(
            $"<a class=\"button\" href=\"{Paths.With("/pipelines", ("search", search), ("state", state))}\">From the start</a>"));

    private static IReadOnlyList<RunSummary> Runs(PageCall call, string pipeline) =>
        call.Orchestrator.Runs(new RunQuery { Pipeline = pipeline, Count = LastRuns }).Items;
}
