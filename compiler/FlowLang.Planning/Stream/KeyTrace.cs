using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Stream;

/// <summary>
/// Where a topic's key is in the rows of a query. What goes by all of it has each of its keys in one partition, so that partitions need
/// nothing of each other.
/// </summary>
public static class KeyTrace
{
    /// <summary>The steps that remember rows by something else.</summary>
    public static IEnumerable<LogicalNode> Strangers(LogicalNode query) => StreamPlanner.Flatten(query).Where(node => node switch
    {
        AggregateNode groups => !HasAll(groups.Input, [.. groups.By.Select(by => by.Value)]),
        DedupeNode dedupe => !HasAll(dedupe.Input, [.. dedupe.By]),
        JoinNode { Right: not ReloadNode } => true,
        _ => false,
    });

    private static bool HasAll(LogicalNode input, IReadOnlyList<BoundExpression> by)
    {
        var keys = StreamPlanner.Flatten(input).OfType<StreamScanNode>().Select(scan => scan.Stream.Key).Distinct().ToList();
        return keys is [{ IsEmpty: false } key]
            && key.All(path => Of(input, path) is { } here && by.Any(value => EventTimeTrace.Path(value) == here));
    }

    private static string? Of(LogicalNode node, string path) => node switch
    {
        StreamScanNode => path,
        ProjectNode project => Of(project.Input, path) is { } below ? EventTimeTrace.Through(project, below) : null,
        JoinNode join => Of(join.Left, path) is { } below ? EventTimeTrace.Through(join, below) : null,
        AggregateNode groups => Of(groups.Input, path) is { } below
            ? groups.By.Where(by => EventTimeTrace.Path(by.Value) == below).Select(by => by.Name).FirstOrDefault()
            : null,
        SetOperationNode union => Of(union.Left, path) is { } left && left == Of(union.Right, path) ? left : null,
        _ => node.Inputs is [var input] ? Of(input, path) : null,
    };
}
