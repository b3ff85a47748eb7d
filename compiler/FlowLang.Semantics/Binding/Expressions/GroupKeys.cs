using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Expressions that rows are grouped by; each has a type with an equality.</summary>
internal static class GroupKeys
{
    public static ImmutableArray<BoundExpression> Bind(ImmutableArray<ExpressionSyntax> keys, ExpressionContext context)
    {
        ImmutableArray<BoundExpression>.Builder bound = ImmutableArray.CreateBuilder<BoundExpression>(keys.Length);
        foreach (ExpressionSyntax key in keys)
        {
            BoundExpression value = ExpressionBinder.BindWhole(key, context);
            if (Comparable.Check(isEquality: true, value.Type.Type, value.Span, "by", context))
            {
                bound.Add(value);
            }
        }

        return bound.ToImmutable();
    }
}
