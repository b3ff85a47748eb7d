using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Planning.Optimization;

/// <summary>
/// A filter goes below the joins, groups, unions and projections whose rows it would take, to the sources, so that less is read and joined:
/// each part of an `and` on its own, to the side whose columns it reads. Only where nobody counts its rows (below a step that looks at many
/// rows), nothing in it can fail, and no row can leave in between. It stops above a transform, which has plan and counts of its own; once a
/// pipeline is laid out, it goes on into those that stand in their user's query.
/// </summary>
public sealed class PushFilters : OptimizerRule<LogicalNode>
{
    public override string Summary => "a filter stands as near to the source as its columns are known, where nobody counts its rows";

    protected override LogicalNode Apply(LogicalNode node) => node.IsRowWise || node.Inputs.IsEmpty
        ? node
        : node.WithInputs([.. node.Inputs.Select(input => Segments.HasPendingSites(input) ? input : Push(input))]);

    private static LogicalNode Push(LogicalNode node)
    {
        if (!node.IsRowWise || node.Inputs is not [var below])
        {
            return node;
        }

        LogicalNode input = Push(below);
        if (node is not FilterNode filter || Fallibility.HasAnalytic(filter.Condition))
        {
            return ReferenceEquals(input, below) ? node : node.WithInputs([input]);
        }

        List<BoundExpression> stay = [];
        foreach (BoundExpression part in Parts(filter.Condition))
        {
            if (Into(input, part, filter) is { } pushed)
            {
                input = pushed;
            }
            else
            {
                stay.Add(part);
            }
        }

        return (stay.Count, ReferenceEquals(input, below)) switch
        {
            (0, _) => input with { Row = filter.Row },
            (_, true) => filter,
            _ => filter with { Input = input, Condition = stay.Aggregate(And) },
        };
    }

    /// <summary>The node with the condition below it, or null where it has to stay above.</summary>
    private static LogicalNode? Into(LogicalNode node, BoundExpression condition, FilterNode filter) => node switch
    {
        _ when Segments.HasPendingSites(node) => null,
        ProjectNode { IsRowWise: true } project when CanTake(project.Input) && Renamed(condition, Picked(project.Columns)) is { } below =>
            project with { Input = Under(project.Input, below, filter) },
        NamedNode named when CanTake(named.Input) => named with { Input = Under(named.Input, condition, filter) },
        FilterNode other => Into(other.Input, condition, filter) is { } pushed ? other with { Input = pushed } : null,
        JoinNode join => Into(join, condition, filter),
        AggregateNode groups when Keeps(groups) && Renamed(condition, Picked(Known(groups))) is { } below =>
            groups with { Input = Under(groups.Input, below, filter) },
        SetOperationNode { Operator: SetOperator.Union } union when CanTake(union.Left) && CanTake(union.Right) =>
            union with { Left = Under(union.Left, condition, filter), Right = Under(union.Right, condition, filter) },
        _ => null,
    };

    private static JoinNode? Into(JoinNode join, BoundExpression condition, FilterNode filter)
    {
        // A side that the join makes up rows for is asked after it.
        bool takesLeft = join.Kind is JoinKind.Inner or JoinKind.Left or JoinKind.Semi or JoinKind.Anti && CanTake(join.Left);
        if (takesLeft && Renamed(condition, join.LeftColumns.ToDictionary(c => c.Output, c => c.Input)) is { } left)
        {
            return join with { Left = Under(join.Left, left, filter) };
        }

        bool takesRight = join.Kind is JoinKind.Inner or JoinKind.Right && CanTake(join.Right);
        return takesRight && Renamed(condition, join.RightColumns.ToDictionary(c => c.Output, c => c.Input)) is { } right
            ? join with { Right = Under(join.Right, right, filter) }
            : null;
    }

    private static LogicalNode Under(LogicalNode node, BoundExpression condition, FilterNode filter) => Into(node, condition, filter)
        ?? (node is FilterNode other
            ? other with { Condition = And(other.Condition, condition) }
            : new FilterNode(node, condition, filter.Span) { IsInterval = filter.IsInterval });

    // The sum of a group that the filter takes may fail; and as a key of a group -0 is 0, which a condition could tell from it.
    private static bool Keeps(AggregateNode groups) => CanTake(groups.Input)
        && groups.Aggregates.All(a => a.FailedName is null)
        && groups.By.All(b => b.Value.Type.Type is not FloatType);

    // The keys of a group that its rows have already: which session a row is in, it does not know.
    private static ImmutableArray<BoundAssignment> Known(AggregateNode groups) =>
        WindowTrace.Of(groups.Input) is { Window.Window.IsOpen: true } trace
            ? [.. groups.By.Where(key => key.Value is not BoundColumn column || !trace.Columns.ContainsKey(column.Name))]
            : groups.By;

    // Rows that leave in a side are counted there, and a transform is laid out by itself.
    private static bool CanTake(LogicalNode side) => !Segments.HasPendingSites(side) && Bottom(side) is not ReferenceNode;

    private static LogicalNode Bottom(LogicalNode node) => node.IsRowWise && node.Inputs is [var input] ? Bottom(input) : node;

    // Which outputs are columns of the input as they are, and which.
    private static Dictionary<string, string> Picked(ImmutableArray<BoundAssignment> columns) => columns
        .Where(c => c.Value is BoundColumn)
        .ToDictionary(c => c.Name, c => ((BoundColumn)c.Value).Name);

    /// <summary>The condition over the input's names, or null where it reads anything else.</summary>
    private static BoundExpression? Renamed(BoundExpression condition, Dictionary<string, string> inputs)
    {
        string[] read = [.. condition.Columns()];
        return read.Length > 0 && read.All(inputs.ContainsKey)
            ? condition.ReplaceDown(e => e is BoundColumn c ? c with { Name = inputs[c.Name], Relation = null, Side = null } : null)
            : null;
    }

    private static IEnumerable<BoundExpression> Parts(BoundExpression condition) =>
        condition is BoundBinary { Operator: BoundOperator.And } both ? Parts(both.Left).Concat(Parts(both.Right)) : [condition];

    private static BoundExpression And(BoundExpression left, BoundExpression right) => new BoundBinary(
        BoundOperator.And, left, right, new TypeRef(BoolType.Instance, left.Type.Nullable || right.Type.Nullable), Fails: false,
        left.Span.Through(right.Span));
}
