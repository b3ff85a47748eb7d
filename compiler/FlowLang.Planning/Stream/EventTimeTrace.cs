using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Stream;

/// <summary>
/// The column, or field of one, that is the event time of rows at a place of a query: what the binder followed through the steps
/// (StreamFacts), found in the plan.
/// </summary>
public static class EventTimeTrace
{
    /// <summary>Null where rows have none.</summary>
    public static string? Of(LogicalNode node) => (node ?? throw new ArgumentNullException(nameof(node))) switch
    {
        StreamScanNode scan => scan.Stream.Time?.Path,
        ProjectNode project => Of(project.Input) is { } path ? Through(project, path) : null,
        JoinNode join => Of(join.Left) is { } path ? Through(join, path) : null,
        AggregateNode groups => OfGroup(groups),
        SetOperationNode union => Of(union.Right) is null ? null : Of(union.Left),
        FilterNode or RequireNode or NamedNode or UnnestNode or DedupeNode or WindowNode => Of(node.Inputs[0]),
        _ => null,
    };

    /// <summary>The streams below a node, each as often as it is read.</summary>
    public static IEnumerable<StreamSymbol> Streams(LogicalNode node) =>
        StreamPlanner.Flatten(node).OfType<StreamScanNode>().Select(scan => scan.Stream);

    // The longest part of the path that is a column behind the step, with the rest behind it.
    internal static string? Through(ProjectNode project, string path)
    {
        for (int end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (project.Columns.FirstOrDefault(column => Path(column.Value) == path[..end]) is { } found)
            {
                return found.Name + path[end..];
            }
        }

        return null;
    }

    internal static string? Through(JoinNode join, string path)
    {
        string root = path.Split('.')[0];
        JoinColumn? column = join.LeftColumns.FirstOrDefault(column => column.Input == root);
        return column is null ? null : column.Output + path[root.Length..];
    }

    // A group stands where its window ends or, but for sessions, begins.
    private static string? OfGroup(AggregateNode groups)
    {
        if (WindowTrace.Of(groups.Input) is not { } window)
        {
            return null;
        }

        var keys = window.AllIn(groups.By.Select(key => (key.Name, key.Value))).ToList();
        return keys.Where(key => key.Tells == WindowNode.End).Select(key => key.Name).FirstOrDefault()
            ?? (window.Window.Window.Kind == WindowKind.Session ? null : keys.Select(key => key.Name).FirstOrDefault());
    }

    /// <summary>The path that an expression is; null where it is more than that.</summary>
    internal static string? Path(BoundExpression expression) => expression switch
    {
        BoundColumn column => column.Name,
        BoundField field => Path(field.Operand) is { } operand ? $"{operand}.{field.Name}" : null,
        _ => null,
    };
}
