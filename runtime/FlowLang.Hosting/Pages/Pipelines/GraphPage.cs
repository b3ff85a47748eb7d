using FlowLang.Hosting.Html;
using FlowLang.Hosting.Pages.Plans;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>A pipeline between those it comes after and those that come after it; and inside of it, from sources over steps to
/// targets.</summary>
internal static class GraphPage
{
    private const int MostFollowers = 50;

    public static PageRoute Route { get; } = PageRoute.Page("/pipelines/{name}/graph", Render);

    private static PageContent Render(PageCall call)
    {
        PipelineStatus pipeline = call.Pipeline();
        StepPlan[] steps = call.Site.Plan.Pipeline(pipeline.Name)?.Steps ?? [];
        string[] followers = Followers(call, pipeline.Name);
        return new PageContent($"Graph of {pipeline.Name}", Section.Pipelines, Markup.Of($"""
            {PipelineHead.Render(call, pipeline, "graph")}
            {Parts.Section("order", "Order of pipelines", pipeline.After.IsDefaultOrEmpty && followers.Length == 0
                ? Parts.Empty("It stands alone", Markup.Of($"It comes <code>after</code> no other pipeline, and none comes after it."))
                : Order(pipeline, followers).Render($"{pipeline.Name} among the pipelines before and after it"))}
            {Parts.Section("flow", "From sources to targets", steps.Length == 0
                ? Parts.Empty("No steps are known", Markup.Of($"The program's manifest has none of this pipeline."))
                : Markup.Of($"{Inside(pipeline, steps).Render($"steps of {pipeline.Name}")}{Table(steps)}"))}
            """))
        {
            Scripts = Graph.Scripts,
        };
    }

    private static string[] Followers(PageCall call, string name)
    {
        List<string> found = [];
        string? after = null;
        do
        {
            Page<PipelineStatus> page = call.Orchestrator.Pipelines(
                new PipelineQuery { State = PipelineState.Scheduled, After = after, Count = 1000 });
            found.AddRange(page.Items.Where(p => p.After.Contains(name)).Select(p => p.Name));
            after = page.Next;
        }
        while (after is not null && found.Count < MostFollowers);
        return [.. found.Take(MostFollowers)];
    }

    private static Graph Order(PipelineStatus pipeline, string[] followers) => new(
        [
            .. pipeline.After.Concat(followers).Distinct()
                .Select(name => new GraphNode(name, name, "pipeline") { Href = Paths.Pipeline(name, "graph") }),
            new GraphNode(pipeline.Name, pipeline.Name, "here"),
        ],
        [
            .. pipeline.After.Select(before => new GraphEdge(before, pipeline.Name)),
            .. followers.Select(behind => new GraphEdge(pipeline.Name, behind)),
        ]);

    private static Graph Inside(PipelineStatus pipeline, StepPlan[] steps)
    {
        HashSet<string> known = [.. steps.Where(s => s.Kind != "write").Select(s => s.Relation)];
        (StepPlan Step, string Id, int Index)[] all =
            [.. steps.Index().Select(s => (s.Item, s.Item.Kind == "write" ? $"write {s.Index}" : s.Item.Relation, s.Index))];
        (StepPlan Step, string Id, int Index)[] writes = [.. all.Where(s => s.Step.Sink is not null)];
        return new Graph(
            [
                .. all.Select(s => new GraphNode(s.Id, s.Step.Relation, s.Step.Kind)
                {
                    Text = s.Step.Source,
                    Href = $"{Paths.Pipeline(pipeline.Name, "steps")}#step-{s.Index}",
                }),
                .. writes.Select(s => new GraphNode($"sink {s.Index}", s.Step.Sink ?? "", "sink") { Text = s.Step.Mode }),
            ],
            [
                .. all.SelectMany(s => s.Step.Inputs.Where(known.Contains).Select(input => new GraphEdge(input, s.Id))),
                .. writes.Select(s => new GraphEdge(s.Id, $"sink {s.Index}")),
            ]);
    }

    private static Markup Table(StepPlan[] steps) =>
        Parts.Table("Steps", ["Kind", "Relation", "Reads", "From or to"], steps.Select(step => Markup.Of($"""
        <tr><td>{step.Kind}</td><td>{step.Relation}</td><td>{Parts.Text(string.Join(", ", step.Inputs))}</td><td class="mono">{Parts.Text(step.Source ?? step.Sink)}</td></tr>
        """)));
}
