using FlowLang.Hosting.Access;
using FlowLang.Hosting.Html;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>The first rows of a step, computed when they are asked for. They are data, so that only operators see them.</summary>
internal static class RowsPage
{
    public static PageRoute Route { get; } = PageRoute.Page("/pipelines/{name}/rows/{relation}", RenderAsync, Role.Operator);

    private static async Task<PageContent> RenderAsync(PageCall call)
    {
        PipelineStatus pipeline = call.Pipeline();
        string relation = call.Path("relation");
        string? interval = call.Query("interval");
        (RowTable? rows, FlowError? refused) = await AskAsync(call, pipeline.Name, relation, interval);
        return new PageContent($"Rows of {relation}", Section.Pipelines, Markup.Of($"""
            {PipelineHead.Render(call, pipeline, "steps")}
            {Markup.If(pipeline.Unit is not null, () => Interval(pipeline.Name, relation, interval ?? pipeline.Last?.Interval))}
            {(rows is null ? Refused(refused) : Table(rows))}
            """));
    }

    private static async Task<(RowTable? Rows, FlowError? Refused)> AskAsync(
        PageCall call, string pipeline, string relation, string? interval)
    {
        try
        {
            return (await call.Orchestrator.PreviewRowsAsync(pipeline, relation, interval, call.Cancel), null);
        }
        catch (FlowException e)
        {
            return (null, e.Error);
        }
    }

    private static Markup Interval(string pipeline, string relation, string? interval) => Markup.Of($"""
        <form class="tools fields" method="get" action="{Paths.Rows(pipeline, relation)}"><div><label for="interval">Interval</label><input id="interval" name="interval" value="{interval}" autocomplete="off"></div><div><button class="button">Show</button></div></form>
        """);

    private static Markup Refused(FlowError? error) => Markup.Of($"""
        <div class="notice bad" role="alert"><p class="pre">{error?.Message}</p>{Markup.If(error?.Why is not null, () => Markup.Of($"<p class=\"pre\">{error?.Why}</p>"))}{Markup.If(error?.Help is not null, () => Markup.Of($"<p class=\"pre\">{error?.Help}</p>"))}<p class="muted mono">{error?.Code}</p></div>
        """);

    private static Markup Table(RowTable rows) => Parts.Section("rows", $"Rows of {rows.Title}", Markup.Of($"""
        <span class="muted">{(rows.TotalRows > rows.Rows.Length ? $"the first {rows.Rows.Length}; there are more" : $"all {rows.Rows.Length}")}</span>
        """), rows.Rows.IsEmpty
        ? Parts.Empty("There are no rows", Markup.Of($"Its sources have none, or steps take them all out."))
        : Parts.Table($"Rows of {rows.Title}", [.. rows.Columns.Select(Title)], rows.Rows.Select(row => Markup.Of($"""
            <tr>{Markup.Each(row.Zip(rows.Columns), cell => Cell(cell.First, cell.Second))}</tr>
            """))));

    private static string Title(Column column) => $"{(RowTable.IsNumeric(column) ? "#" : "")}{column.Name} {column.Type}";

    private static Markup Cell(string? text, Column column) => Markup.Of($"""
        <td{Markup.If(RowTable.IsNumeric(column), () => Markup.Of($" class=\"number\""))}>{(text is null ? Parts.Nothing : Markup.Of($"{text}"))}</td>
        """);
}
