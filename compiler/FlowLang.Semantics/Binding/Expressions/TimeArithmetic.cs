using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`t + 5m`, `t - 1d`: the function `add` written as an operator.</summary>
internal static class TimeArithmetic
{
    /// <summary>Null where this is no sum of a time and a duration.</summary>
    public static BoundExpression? TryBind(
        BinaryExpressionSyntax syntax, BoundExpression left, BoundExpression right, ExpressionContext context)
    {
        if (syntax.Operator is not (BinaryOperator.Add or BinaryOperator.Subtract)
            || FunctionCatalogue.Find("add") is not ScalarFunction add)
        {
            return null;
        }

        bool isTimeFirst = IsTime(left.Type.Type) && right.Type.Type is IntervalType;
        bool isTimeLast = syntax.Operator == BinaryOperator.Add && left.Type.Type is IntervalType && IsTime(right.Type.Type);
        if (!isTimeFirst && !isTimeLast)
        {
            return null;
        }

        (BoundExpression time, BoundExpression duration) = isTimeFirst ? (left, right) : (right, left);
        duration = syntax.Operator == BinaryOperator.Subtract ? Negate(duration) : duration;
        return CallBinder.Finish(add, [new CallArgument(null, time), new CallArgument(null, duration)], syntax.Span, context);
    }

    private static bool IsTime(FlowType type) => type is DateType or DateTimeType or InstantType or TimeType;

    private static BoundExpression Negate(BoundExpression duration) => duration is BoundLiteral { Value: IntervalLiteral value }
        ? new BoundLiteral(new IntervalLiteral(-value.Months, -value.Days, -value.Microseconds), duration.Type, duration.Span)
        : new BoundUnary(UnaryOperator.Negate, duration, duration.Type, false, duration.Span);
}
