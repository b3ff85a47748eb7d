using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`+ - * / div %` on numbers, by the rules of language §3; time and durations go to <see cref="TimeArithmetic"/>.</summary>
internal static class ArithmeticBinder
{
    public static BoundExpression Bind(BinaryExpressionSyntax syntax, BoundExpression left, BoundExpression right,
        ExpressionContext context)
    {
        if (BinaryBinder.IsBad(left, right))
        {
            return new BoundBadExpression([left, right], syntax.Span);
        }

        (left, right) = TypeNulls(left, right);
        if (left.Type.Type is not NumericType a || right.Type.Type is not NumericType b)
        {
            return TimeArithmetic.TryBind(syntax, left, right, context)
                ?? BinaryBinder.Mismatch(Sign(syntax.Operator), left, right, HelpFor(syntax.Operator, left, right), syntax, context);
        }

        BoundOperator op = Operator(syntax.Operator);
        if (a is FloatType || b is FloatType)
        {
            return op is BoundOperator.IntegerDivide or BoundOperator.Remainder
                ? WholeNumbersOnly(syntax, left, right, context)
                : Make(op, Widen(left, FloatType.Float64), Widen(right, FloatType.Float64), FloatType.Float64, syntax);
        }

        if (a is IntegerType && b is IntegerType)
        {
            FlowType wider = Conversions.CommonType([left, right]) ?? IntegerType.Int64;
            return Make(
                op, Conversions.Convert(left, wider), Conversions.Convert(right, wider), op == BoundOperator.Divide ? FloatType.Float64
                    : wider, syntax);
        }

        return op is BoundOperator.IntegerDivide or BoundOperator.Remainder
            ? WholeNumbersOnly(syntax, left, right, context)
            : BindDecimals(op, Widen(left, AsDecimal(left)), Widen(right, AsDecimal(right)), syntax, context);
    }

    public static string Sign(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.IntegerDivide => "div",
        _ => "%",
    };

    private static BoundExpression BindDecimals(
        BoundOperator op, BoundExpression left, BoundExpression right, BinaryExpressionSyntax syntax, ExpressionContext context)
    {
        DecimalType a = (DecimalType)left.Type.Type;
        DecimalType b = (DecimalType)right.Type.Type;
        int scale = Math.Max(a.Scale, b.Scale);
        (int Precision, int Scale) result = op switch
        {
            BoundOperator.Add or BoundOperator.Subtract => (Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale + 1, scale),
            BoundOperator.Multiply => (a.Precision + b.Precision, a.Scale + b.Scale),
            _ => (DecimalType.MaxPrecision, Math.Min(12, Math.Max(6, a.Scale + 4))),
        };
        return result.Precision > DecimalType.MaxPrecision
            ? context.Bad(
                TypeDiagnostics.DecimalResultTooWide(syntax.OperatorSpan, Sign(syntax.Operator), a.ToString(), b.ToString(),
                    result.Precision)
                    .Label(left.Span, a.ToString()).Label(right.Span, b.ToString()),
                syntax.Span, left, right)
            : Make(op, left, right, new DecimalType(result.Precision, result.Scale), syntax);
    }

    private static BoundBinary Make(BoundOperator op, BoundExpression left, BoundExpression right, FlowType result,
        BinaryExpressionSyntax syntax) =>
        new(op, left, right, new TypeRef(result, left.Type.Nullable || right.Type.Nullable),
            ArithmeticFailures.CanFail(op, left, right, result), syntax.Span);

    private static BoundExpression WholeNumbersOnly(
        BinaryExpressionSyntax syntax, BoundExpression left, BoundExpression right, ExpressionContext context) =>
        BinaryBinder.Mismatch(
            Sign(syntax.Operator), left, right, $"`{Sign(syntax.Operator)}` is for integers: use `/` with `floor(…)` or `trunc`-like casts",
            syntax, context);

    private static BoundExpression Widen(BoundExpression operand, FlowType to) => Conversions.Fits(operand, to)
        ? Conversions.Convert(operand, to)
        : new BoundConversion(operand, ConversionKind.Widening, operand.Type with { Type = to }, false, operand.Span);

    private static FlowType AsDecimal(BoundExpression operand) => operand switch
    {
        BoundLiteral { Value: long value } => new DecimalType(Math.Max(1, LiteralBinder.DigitsOf(value)), 0),
        { Type.Type: IntegerType type } => Conversions.AsDecimal(type),
        _ => operand.Type.Type,
    };

    // `x + null` is null of x's type.
    private static (BoundExpression Left, BoundExpression Right) TypeNulls(BoundExpression left, BoundExpression right) =>
        (left.Type.Type, right.Type.Type) switch
        {
            (NullType, NumericType b) => (Conversions.Convert(left, b), right),
            (NumericType a, NullType) => (left, Conversions.Convert(right, a)),
            (NullType, NullType) => (Conversions.Convert(left, IntegerType.Int32), Conversions.Convert(right, IntegerType.Int32)),
            _ => (left, right),
        };

    private static BoundOperator Operator(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => BoundOperator.Add,
        BinaryOperator.Subtract => BoundOperator.Subtract,
        BinaryOperator.Multiply => BoundOperator.Multiply,
        BinaryOperator.Divide => BoundOperator.Divide,
        BinaryOperator.IntegerDivide => BoundOperator.IntegerDivide,
        _ => BoundOperator.Remainder,
    };

    private static string? HelpFor(BinaryOperator op, BoundExpression left, BoundExpression right)
    {
        bool hasText = left.Type.Type is TextType or EnumType || right.Type.Type is TextType or EnumType;
        bool areTimes = left.Type.Type is InstantType or DateTimeType or DateType
            && right.Type.Type is InstantType or DateTimeType or DateType;
        return op switch
        {
            BinaryOperator.Add when hasText => "texts are joined by `++`",
            BinaryOperator.Subtract when areTimes => "use `seconds_between(a, b)`, `minutes_between`, `days_between` …",
            _ => hasText ? ComparisonBinder.HelpFor(left, right) : null,
        };
    }
}
