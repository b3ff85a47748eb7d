using FlowLang.Hosting.Html;
using FlowLang.Hosting.Pages.Plans;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>Where each written column comes from: as a drawing of columns, and as a table.</summary>
internal static class LineagePage
{
    public static PageRoute Route { get; } = PageRoute.Page("/pipelines/{name}/lineage", Render);

    private static PageContent Render(PageCall call)
    {
        PipelineStatus pipeline = call.Pipeline();
        ColumnOrigin[] origins = call.Site.Plan.Pipeline(pipeline.Name)?.Lineage ?? [];
        return new PageContent($"Columns of {pipeline.Name}", Section.Pipelines, Markup.Of($"""
            {PipelineHead.Render(call, pipeline, "lineage")}
            {(origins.Length == 0
                ? Parts.Empty("No columns are known", Markup.Of($"The program's manifest has no lineage of this pipeline."))
                : Markup.Of($"""
                    {Parts.Section("columns", "Where columns come from", Markup.Of($"<span class=\"muted\">point at a column to follow it</span>"), Draw(origins).Render($"columns of {pipeline.Name} and where they come from"))}
                    {Parts.Section("origins", "As a table", Table(origins))}
                    """))}
            """))
        {
            Scripts = Graph.Scripts,
        };
    }

    private static Graph Draw(ColumnOrigin[] origins)
    {
        (string Relation, string Column)[] written = [.. origins.Select(o => Split(o.Column))];
        (string Relation, string Column)[] read = [.. origins.SelectMany(o => o.From).Distinct(StringComparer.Ordinal).Select(Split)];
        return new Graph(
            [.. Boxes(read, "read"), .. Boxes(written, "write")],
            [
                .. from origin in origins
                    let to = Split(origin.Column)
                    from source in origin.From.Select(Split)
                    select new GraphEdge("read " + source.Relation, "write "
                        + to.Relation) { FromColumn = source.Column, ToColumn = to.Column },
            ]);
    }

    private static IEnumerable<GraphNode> Boxes(IEnumerable<(string Relation, string Column)> columns, string kind) =>
        columns.GroupBy(c => c.Relation, c => c.Column, StringComparer.Ordinal)
            .Select(box => new GraphNode($"{kind} {box.Key}", box.Key, kind) { Columns = [.. box.Distinct(StringComparer.Ordinal)] });

    /// <summary><c>relation.column</c>; a relation's name may have points of its own.</summary>
    private static (string Relation, string Column) Split(string path)
    {
        int point = path.LastIndexOf('.');
        return point < 0 ? ("", path) : (path[..point], path[(point + 1)..]);
    }

    private static Markup Table(ColumnOrigin[] origins) =>
        Parts.Table("Columns", ["Column", "From"], origins.Select(origin => Markup.Of($"""
        <tr><td class="mono">{origin.Column}</td><td class="mono">{Parts.Text(string.Join(", ", origin.From))}</td></tr>
        """)));
}
