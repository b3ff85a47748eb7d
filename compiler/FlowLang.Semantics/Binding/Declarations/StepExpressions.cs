using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>The expressions that a step evaluates.</summary>
internal static class StepExpressions
{
    public static IEnumerable<BoundExpression> Of(BoundStep step) => step switch
    {
        BoundWhere where => [where.Condition],
        BoundRequire require => [require.Condition],
        BoundDerive derive => derive.Columns.Select(column => column.Value),
        BoundSet set => set.Columns.Select(column => column.Value),
        BoundSelect select => select.Columns.Select(column => column.Value),
        BoundAggregate aggregate => aggregate.By.Concat(aggregate.Aggregates).Select(column => column.Value),
        BoundPivot pivot => pivot.By.Select(key => key.Value).Concat(pivot.Cells.Select(cell => cell.Value)),
        BoundDedupe dedupe => dedupe.By.Concat(dedupe.Order.Select(key => key.Value)),
        BoundTake take => take.By.Concat(take.Order.Select(key => key.Value)),
        BoundUnnest unnest => [unnest.List],
        BoundWindow window => [window.On],
        _ => [],
    };
}
