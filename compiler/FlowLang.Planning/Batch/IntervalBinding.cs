using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Batch;

/// <summary>
/// Binds the column that `partition: … (on: column)` names to the run's interval: at each source that has the column or, where none has, at
/// the rows that are written.
/// </summary>
internal sealed class IntervalBinding(BoundPartition? partition)
{
    private bool _isBound;

    public LogicalNode AtSource(LogicalNode scan)
    {
        if (partition?.On is not { } column || scan.Row.Find(column) is not { } field)
        {
            return scan;
        }

        _isBound = true;
        return Bind(scan, field, partition);
    }

    public LogicalNode AtWrite(LogicalNode query) =>
        !_isBound && partition?.On is { } column && query.Row.Find(column) is { } field ? Bind(query, field, partition) : query;

    private static FilterNode Bind(LogicalNode input, RowField field, BoundPartition partition)
    {
        BoundColumn column = new(field.Name, null, field.Type, partition.Span);
        TypeRef isIn = new(BoolType.Instance, field.Type.Nullable);
        BoundBinary Compare(BoundOperator op, bool isEnd) =>
            new(op, column, new IntervalBound(isEnd, field.Type.Type, partition.Span), isIn, Fails: false, partition.Span);

        BoundBinary condition = new(
            BoundOperator.And, Compare(
                BoundOperator.GreaterOrEqual, isEnd: false), Compare(BoundOperator.Less, isEnd: true), isIn, Fails: false,
            partition.Span);
        return new FilterNode(input, condition, partition.Span) { IsInterval = true };
    }
}
