using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Keys of an order; each has a type with one.</summary>
internal static class SortKeyBinder
{
    public static ImmutableArray<BoundSortKey> Bind(ImmutableArray<SortKeySyntax> keys, ExpressionContext context)
    {
        ImmutableArray<BoundSortKey>.Builder bound = ImmutableArray.CreateBuilder<BoundSortKey>(keys.Length);
        foreach (SortKeySyntax key in keys)
        {
            if (BindOne(key.Value, context) is { } value)
            {
                bound.Add(new BoundSortKey(value, key.IsDescending, key.Span));
            }
        }

        return bound.ToImmutable();
    }

    /// <summary>Null where it has no order, which is reported.</summary>
    public static BoundExpression? BindOne(ExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression value = ExpressionBinder.BindWhole(syntax, context);
        return Comparable.Check(isEquality: false, value.Type.Type, value.Span, "sort", context) ? value : null;
    }
}
