using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`a ?? b`: b where a is null.</summary>
internal static class CoalesceBinder
{
    public static BoundExpression Bind(BinaryExpressionSyntax syntax, BoundExpression left, BoundExpression right,
        ExpressionContext context)
    {
        if (BinaryBinder.IsBad(left, right))
        {
            return new BoundBadExpression([left, right], syntax.Span);
        }

        if (ComparisonBinder.Common(left, right, context) is not { } common)
        {
            return BinaryBinder.Mismatch("??", left, right, ComparisonBinder.HelpFor(left, right), syntax, context);
        }

        if (common is ErrorType)
        {
            return new BoundBadExpression([left, right], syntax.Span);
        }

        if (!left.Type.Nullable)
        {
            context.Report(LintDiagnostics.NeverNull(syntax.OperatorSpan, "the right side is never used"));
        }

        return new BoundBinary(
            BoundOperator.Coalesce, Conversions.Convert(left, common), Conversions.Convert(right, common),
            new TypeRef(common, left.Type.Nullable && right.Type.Nullable), false, syntax.Span);
    }
}
