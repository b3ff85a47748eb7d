using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>What joins of lists and of streams have in common: the row that a pair makes.</summary>
internal static class JoinedRows
{
    /// <summary>A row of the result.</summary>
    /// <param name="l">The left row; null for the side that has none.</param>
    /// <param name="r">The right row; null for the side that has none.</param>
    public static string Made(JoinNode node, string rowName, Rows left, Rows right, string? l, string? r)
    {
        IEnumerable<string> values = node.Row.Fields.Select(field =>
        {
            JoinColumn? own = node.LeftColumns.FirstOrDefault(c => c.Output == field.Name);
            JoinColumn? other = node.RightColumns.FirstOrDefault(c => c.Output == field.Name);
            return own is not null && l is not null ? CSharpExpressionEmitter.Coerce(left.Column(l, own.Input), field.Type)
                : other is not null && r is not null ? CSharpExpressionEmitter.Coerce(right.Column(r, other.Input), field.Type)
                : "default";
        });
        return $"new {rowName}({string.Join(", ", values)})";
    }
}
