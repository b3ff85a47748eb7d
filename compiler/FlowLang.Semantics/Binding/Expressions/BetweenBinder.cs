using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`x between a and b`, both included.</summary>
internal static class BetweenBinder
{
    public static BoundExpression Bind(BetweenExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression value = ExpressionBinder.Bind(syntax.Value, context);
        BoundExpression low = ExpressionBinder.Bind(syntax.Low, context);
        BoundExpression high = ExpressionBinder.Bind(syntax.High, context);
        if (value.Type.Type is ErrorType || BinaryBinder.IsBad(low, high))
        {
            return new BoundBadExpression([value, low, high], syntax.Span);
        }

        if (Conversions.CommonType([value, low, high]) is not { } common)
        {
            BoundExpression odd = Conversions.CommonType([value, low]) is null ? low : high;
            return context.Bad(
                TypeDiagnostics.OperatorTypes(
                    odd.Span, "between", value.Type.ToString(), odd.Type.ToString(), ComparisonBinder.HelpFor(value, odd)),
                syntax.Span, value, low, high);
        }

        if (!Comparable.Check(isEquality: false, common, syntax.Span, "between", context))
        {
            return new BoundBadExpression([value, low, high], syntax.Span);
        }

        TypeRef type = new(BoolType.Instance, value.Type.Nullable || low.Type.Nullable || high.Type.Nullable);
        return new BoundBetween(
            Conversions.Convert(value, common), Conversions.Convert(low, common), Conversions.Convert(high, common), syntax.IsNegated, type,
            syntax.Span);
    }
}
