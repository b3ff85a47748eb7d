using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Stream;

/// <summary>The window that rows at a place of a query are in, and the columns that tell where it begins and ends.</summary>
/// <param name="Columns">From a column to what it is: <see cref="WindowNode.Start"/> or <see cref="WindowNode.End"/>.</param>
public sealed record WindowTrace(WindowNode Window, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>Null where there is no window below, or a group in between.</summary>
    public static WindowTrace? Of(LogicalNode node) => (node ?? throw new ArgumentNullException(nameof(node))) switch
    {
        WindowNode window => new(window, new Dictionary<string, string>
        {
            [WindowNode.Start] = WindowNode.Start,
            [WindowNode.End] = WindowNode.End,
        }),
        ProjectNode project when Of(project.Input) is { } below => below with { Columns = Through(project, below.Columns) },
        JoinNode join when Of(join.Left) is { } below => below with { Columns = Through(join, below.Columns) },
        FilterNode or RequireNode or NamedNode or UnnestNode or DedupeNode => Of(node.Inputs[0]),
        _ => null,
    };

    /// <summary>The keys of a group that say its window, each with which end of it they say.</summary>
    public IEnumerable<(string Name, string Tells)> AllIn(IEnumerable<(string Name, BoundExpression Value)> by) => by
        .Where(key => key.Value is BoundColumn column && Columns.ContainsKey(column.Name))
        .Select(key => (key.Name, Columns[((BoundColumn)key.Value).Name]));

    /// <summary>The name among <paramref name="by"/> of a column that tells the window, and which one it tells.</summary>
    public (string Name, string Tells)? In(IEnumerable<(string Name, BoundExpression Value)> by) =>
        AllIn(by).Select(key => ((string, string)?)key).FirstOrDefault();

    private static Dictionary<string, string> Through(JoinNode join, IReadOnlyDictionary<string, string> below) =>
        join.LeftColumns.Where(c => below.ContainsKey(c.Input)).ToDictionary(c => c.Output, c => below[c.Input]);

    private static Dictionary<string, string> Through(ProjectNode project, IReadOnlyDictionary<string, string> below) => project.Columns
        .Where(column => column.Value is BoundColumn read && below.ContainsKey(read.Name))
        .ToDictionary(column => column.Name, column => below[((BoundColumn)column.Value).Name]);
}
