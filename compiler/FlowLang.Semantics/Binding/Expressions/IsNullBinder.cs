using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`x is [not] null`; pointless where `x` is never null.</summary>
internal static class IsNullBinder
{
    public static BoundExpression Bind(IsNullExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression value = ExpressionBinder.Bind(syntax.Value, context);
        if (value.Type.Type is ErrorType)
        {
            return new BoundBadExpression([value], syntax.Span);
        }

        if (!value.Type.Nullable)
        {
            context.Report(LintDiagnostics.NeverNull(syntax.Span, $"this is always {(syntax.IsNegated ? "true" : "false")}"));
        }

        BoundExpression typed = value.Type.Type is NullType ? Conversions.Convert(value, BoolType.Instance) : value;
        return new BoundIsNull(typed, syntax.IsNegated, syntax.Span);
    }
}
