using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`x else …`: what a value failure of `x` becomes.</summary>
internal static class HandlerBinder
{
    public static BoundExpression Bind(HandledExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression operand = ExpressionBinder.Bind(syntax.Value, context);
        BoundExpression? fallback = syntax.Handler is ValueHandlerSyntax value ? ExpressionBinder.Bind(value.Value, context) : null;
        if (operand.Type.Type is ErrorType || fallback?.Type.Type is ErrorType)
        {
            return new BoundBadExpression(fallback is null ? [operand] : [operand, fallback], syntax.Span);
        }

        if (!operand.CanFail)
        {
            context.Report(LintDiagnostics.HandlerNotNeeded(syntax.Handler.Span, syntax.Handler is RejectHandlerSyntax));
        }

        return syntax.Handler switch
        {
            NullHandlerSyntax => Make(operand, HandlerKind.Null, operand.Type.OrNull, syntax),
            FailHandlerSyntax => operand.CanFail ? Make(operand, HandlerKind.Fail, operand.Type, syntax) : operand,
            RejectHandlerSyntax reject => BindReject(operand, reject, syntax, context),
            _ => BindValue(operand, fallback ?? operand, syntax, context),
        };
    }

    private static BoundExpression BindReject(
        BoundExpression operand, RejectHandlerSyntax reject, HandledExpressionSyntax syntax, ExpressionContext context)
    {
        string? reason = reject.Reason switch
        {
            null => DefaultReason(operand),
            TextLiteralSyntax text => text.Value,
            _ => null,
        };
        if (reason is null)
        {
            return context.Bad(TypeDiagnostics.ReasonIsNotLiteral(reject.Span), syntax.Span, operand);
        }

        // Without a failure there are no rejects that a write would have to send somewhere.
        return operand.CanFail ? new BoundHandler(operand, HandlerKind.Reject, null, reason, operand.Type, syntax.Span) : operand;
    }

    private static BoundExpression BindValue(
        BoundExpression operand, BoundExpression fallback, HandledExpressionSyntax syntax, ExpressionContext context)
    {
        if (fallback.Type.Type is NullType)
        {
            return Make(operand, HandlerKind.Null, operand.Type.OrNull, syntax);
        }

        FlowType? common = Conversions.Fits(fallback, operand.Type.Type) ? operand.Type.Type : Conversions.CommonType([operand, fallback]);
        if (common is null)
        {
            return context.Bad(Coercion.Mismatch(fallback, operand.Type.Type), syntax.Span, operand, fallback);
        }

        TypeRef type = new(common, operand.Type.Nullable || fallback.Type.Nullable);
        return new BoundHandler(
            Conversions.Convert(operand, common), HandlerKind.Value, Conversions.Convert(fallback, common), null, type, syntax.Span);
    }

    private static BoundHandler Make(BoundExpression operand, HandlerKind kind, TypeRef type, HandledExpressionSyntax syntax) =>
        new(operand, kind, null, null, type, syntax.Span);

    private static string DefaultReason(BoundExpression operand)
    {
        string text = operand.Span.Length is > 0 and <= 80 ? operand.Span.Text : "the expression";
        return $"`{text}` has no value here";
    }
}
