using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`a op b`, sent to the binder of the operator's family.</summary>
internal static class BinaryBinder
{
    public static BoundExpression Bind(BinaryExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression left = ExpressionBinder.Bind(syntax.Left, context);
        if (syntax.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            return LogicBinder.Bind(syntax, left, context);
        }

        BoundExpression right = ExpressionBinder.Bind(syntax.Right, context);
        return syntax.Operator switch
        {
            BinaryOperator.Equal => ComparisonBinder.Bind(BoundOperator.Equal, left, right, syntax.OperatorSpan, syntax.Span, context),
            BinaryOperator.NotEqual =>
                ComparisonBinder.Bind(BoundOperator.NotEqual, left, right, syntax.OperatorSpan, syntax.Span, context),
            BinaryOperator.Less => ComparisonBinder.Bind(BoundOperator.Less, left, right, syntax.OperatorSpan, syntax.Span, context),
            BinaryOperator.LessOrEqual =>
                ComparisonBinder.Bind(BoundOperator.LessOrEqual, left, right, syntax.OperatorSpan, syntax.Span, context),
            BinaryOperator.Greater => ComparisonBinder.Bind(BoundOperator.Greater, left, right, syntax.OperatorSpan, syntax.Span, context),
            BinaryOperator.GreaterOrEqual =>
                ComparisonBinder.Bind(BoundOperator.GreaterOrEqual, left, right, syntax.OperatorSpan, syntax.Span, context),
            BinaryOperator.Concat => ConcatBinder.Bind(syntax, left, right, context),
            BinaryOperator.Coalesce => CoalesceBinder.Bind(syntax, left, right, context),
            _ => ArithmeticBinder.Bind(syntax, left, right, context),
        };
    }

    /// <summary>Operands that are wrong already make the whole wrong, in silence.</summary>
    public static bool IsBad(BoundExpression left, BoundExpression right) => left.Type.Type is ErrorType || right.Type.Type is ErrorType;

    public static BoundExpression Mismatch(
        string op, BoundExpression left, BoundExpression right, string? help, BinaryExpressionSyntax syntax, ExpressionContext context) =>
        context.Bad(
            TypeDiagnostics.OperatorTypes(syntax.OperatorSpan, op, left.Type.ToString(), right.Type.ToString(), help)
                .Label(left.Span, left.Type.ToString()).Label(right.Span, right.Type.ToString()),
            syntax.Span, left, right);
}
