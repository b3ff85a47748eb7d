using System.Numerics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`-x`, `+x`, `not x`. A minus before a literal is part of it.</summary>
internal static class UnaryBinder
{
    public static BoundExpression Bind(UnaryExpressionSyntax syntax, ExpressionContext context)
    {
        if (syntax.Operator == UnaryOperator.Negate && Negated(syntax) is { } literal)
        {
            return literal;
        }

        BoundExpression operand = ExpressionBinder.Bind(syntax.Operand, context);
        if (syntax.Operator == UnaryOperator.Not)
        {
            BoundExpression condition = ExpressionBinder.RequireBool(operand, context);
            return new BoundUnary(UnaryOperator.Not, condition, condition.Type, false, syntax.Span);
        }

        return operand.Type.Type switch
        {
            ErrorType => new BoundBadExpression([operand], syntax.Span),
            NumericType or IntervalType when syntax.Operator == UnaryOperator.Plus => operand with { Span = syntax.Span },
            NumericType or IntervalType => new BoundUnary(
                UnaryOperator.Negate, operand, operand.Type, operand.Type.Type is IntegerType, syntax.Span),
            _ => context.Bad(
                TypeDiagnostics.UnaryOperand(syntax.Span, syntax.Operator == UnaryOperator.Plus ? "+" : "-", operand.Type.ToString()),
                syntax.Span, operand),
        };
    }

    private static BoundExpression? Negated(UnaryExpressionSyntax syntax) => syntax.Operand switch
    {
        IntegerLiteralSyntax literal => LiteralBinder.BindInteger(-literal.Value, syntax.Span),
        DecimalLiteralSyntax literal =>
            LiteralBinder.BindDecimal(new DecimalLiteral(BigInteger.Negate(literal.Unscaled), literal.Scale), syntax.Span),
        FloatLiteralSyntax literal => new BoundLiteral(-literal.Value, new TypeRef(FloatType.Float64), syntax.Span),
        DurationLiteralSyntax literal => new BoundLiteral(
            new IntervalLiteral(-literal.Months, -literal.Days, -literal.Microseconds), new TypeRef(IntervalType.Instance), syntax.Span),
        _ => null,
    };
}
