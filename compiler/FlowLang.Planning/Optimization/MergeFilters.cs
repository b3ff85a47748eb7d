using FlowLang.Planning.Batch;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Optimization;

/// <summary>
/// Filter over filter is one filter, below a step that looks at many rows. Elsewhere each stays by itself, because reports count the rows
/// that each takes. The upper one must not be able to fail: it is not asked about rows that the lower one took.
/// </summary>
public sealed class MergeFilters : OptimizerRule<LogicalNode>
{
    public override string Summary => "filter over filter is one filter, where nobody counts their rows";

    protected override LogicalNode Apply(LogicalNode node) => node.IsRowWise || node.Inputs.IsEmpty
        ? node
        : node.WithInputs([.. node.Inputs.Select(input => Segments.HasPendingSites(input) ? input : Merge(input))]);

    private static LogicalNode Merge(LogicalNode node)
    {
        if (!node.IsRowWise || node.Inputs is not [var below])
        {
            return node;
        }

        LogicalNode input = Merge(below);
        if (node is FilterNode upper && input is FilterNode lower && !Fallibility.HasSites(upper.Condition))
        {
            TypeRef type = new(BoolType.Instance, upper.Condition.Type.Nullable || lower.Condition.Type.Nullable);
            BoundBinary both = new(BoundOperator.And, lower.Condition, upper.Condition, type, Fails: false, lower.Span.Through(upper.Span));
            return lower with { Condition = both, Row = upper.Row, Span = both.Span };
        }

        return ReferenceEquals(input, below) ? node : node.WithInputs([input]);
    }
}
