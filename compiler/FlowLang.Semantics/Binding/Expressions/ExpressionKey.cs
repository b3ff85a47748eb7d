using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Finds bound columns again, whatever qualifier they were written with.</summary>
internal static class ExpressionKey
{
    /// <summary>Only a join's condition tells sides apart, and there every right column carries its side.</summary>
    public static ColumnKey Of(BoundColumn column) => new(column.Side, column.Name);
}
