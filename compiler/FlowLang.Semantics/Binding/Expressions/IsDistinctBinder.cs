using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`a is [not] distinct from b`: a comparison that is never null.</summary>
internal static class IsDistinctBinder
{
    public static BoundExpression Bind(IsDistinctExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression left = ExpressionBinder.Bind(syntax.Left, context);
        BoundExpression right = ExpressionBinder.Bind(syntax.Right, context);
        if (BinaryBinder.IsBad(left, right))
        {
            return new BoundBadExpression([left, right], syntax.Span);
        }

        BoundOperator op = syntax.IsNegated ? BoundOperator.NotDistinctFrom : BoundOperator.DistinctFrom;
        string sign = ComparisonBinder.Sign(op);
        if (ComparisonBinder.Common(left, right, context) is not { } common)
        {
            return context.Bad(
                TypeDiagnostics.OperatorTypes(
                    syntax.Span, sign, left.Type.ToString(), right.Type.ToString(), ComparisonBinder.HelpFor(left, right)),
                syntax.Span, left, right);
        }

        return Comparable.Check(isEquality: true, common, syntax.Span, sign, context)
            ? new BoundBinary(
                op, Conversions.Convert(left, common), Conversions.Convert(right, common), new TypeRef(BoolType.Instance), false,
                    syntax.Span)
            : new BoundBadExpression([left, right], syntax.Span);
    }
}
