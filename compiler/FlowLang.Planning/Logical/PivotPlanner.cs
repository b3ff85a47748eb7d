using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Logical;

/// <summary>
/// Plans a pivot as an aggregate: a cell's aggregates see their first argument in the rows that have the cell's value and null in the
/// others, which every aggregate leaves out. So a cell's argument can only fail in a row of that cell.
/// </summary>
internal static class PivotPlanner
{
    public static LogicalNode Plan(LogicalNode input, BoundPivot step)
    {
        ImmutableArray<BoundAssignment> cells =
            [.. step.Cells.Select(cell => new BoundAssignment(cell.Name, Value(cell, step), cell.Span))];
        return AggregatePlanner.Plan(input, new BoundAggregate(cells, step.By, step.Row, step.Span), "pivot");
    }

    private static BoundExpression Value(PivotCell cell, BoundPivot step)
    {
        BoundExpression condition = Condition(cell.Of, step.Column);
        return cell.Value.ReplaceDown(part => part is BoundAggregateCall call ? Restricted(call, condition) : null);
    }

    private static BoundExpression Condition(BoundLiteral value, BoundColumn column) => value.Value is null
        ? new BoundIsNull(column, Negated: false, value.Span)
        : new BoundBinary(
            BoundOperator.Equal, column, value, new TypeRef(BoolType.Instance, column.Type.Nullable), Fails: false, value.Span);

    // `count()` counts rows: here those that have something to count.
    private static BoundAggregateCall Restricted(BoundAggregateCall call, BoundExpression condition)
    {
        BoundExpression first = call.Arguments is [var argument, ..]
            ? argument
            : new BoundLiteral(true, new TypeRef(BoolType.Instance), call.Span);
        BoundCase seen = new([new BoundCaseArm(condition, first)], null, first.Type.OrNull, first.Span);
        return call with { Arguments = [seen, .. call.Arguments.Skip(1)] };
    }
}
