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

    /// <summary>The scan reads the column for this even where its query does not.</summary>
    public LogicalNode AtSource(ScanNode scan)
    {
        if (partition?.On is not { } column || scan.Source.Row.Find(column) is not { } field)
        {
            return scan;
        }

        _isBound = true;
        ScanNode whole = scan.Row.Find(column) is null ? scan with { Row = new RowType([.. scan.Row.Fields, field]) } : scan;
        return Bind(whole, field, partition);
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
