using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`==`, `&lt;` and the like: operands of one type, which has an equality or an order.</summary>
internal static class ComparisonBinder
{
    public static BoundExpression Bind(
        BoundOperator op, BoundExpression left, BoundExpression right, TextSpan operatorSpan, TextSpan span, ExpressionContext context)
    {
        if (BinaryBinder.IsBad(left, right))
        {
            return new BoundBadExpression([left, right], span);
        }

        string sign = Sign(op);
        if (left.Type.Type is NullType || right.Type.Type is NullType)
        {
            BoundExpression value = left.Type.Type is NullType ? right : left;
            context.Report(LintDiagnostics.ComparedWithNull(span, sign, op == BoundOperator.NotEqual, value.Span.Text));
        }

        if (Common(left, right, context) is not { } common)
        {
            return context.Bad(
                TypeDiagnostics.OperatorTypes(operatorSpan, sign, left.Type.ToString(), right.Type.ToString(), HelpFor(left, right))
                    .Label(left.Span, left.Type.ToString()).Label(right.Span, right.Type.ToString()),
                span, left, right);
        }

        if (common is ErrorType)
        {
            return new BoundBadExpression([left, right], span);
        }

        if (!Comparable.Check(op is BoundOperator.Equal or BoundOperator.NotEqual, common, operatorSpan, sign, context))
        {
            return new BoundBadExpression([left, right], span);
        }

        if (common is FloatType && op is BoundOperator.Equal or BoundOperator.NotEqual && !IsZero(left) && !IsZero(right))
        {
            context.Report(LintDiagnostics.FloatEquality(operatorSpan, sign));
        }

        TypeRef type = new(BoolType.Instance, left.Type.Nullable || right.Type.Nullable);
        return new BoundBinary(op, Conversions.Convert(left, common), Conversions.Convert(right, common), type, false, span);
    }

    /// <summary>
    /// The type to compare in; error where a literal is no value of its enum, which is reported; null where there is none.
    /// </summary>
    public static FlowType? Common(BoundExpression left, BoundExpression right, ExpressionContext context)
    {
        if (Misfit(left, right) is { } literal)
        {
            EnumType set = (EnumType)(literal == left ? right : left).Type.Type;
            context.Report(TypeDiagnostics.NotInEnum(literal.Span, (string)(literal.Value ?? ""), set.Values));
            return ErrorType.Instance;
        }

        FlowType? common = Conversions.CommonType([left, right]);
        return common is NullType ? BoolType.Instance : common;
    }

    public static string Sign(BoundOperator op) => op switch
    {
        BoundOperator.Equal => "==",
        BoundOperator.NotEqual => "!=",
        BoundOperator.Less => "<",
        BoundOperator.LessOrEqual => "<=",
        BoundOperator.Greater => ">",
        BoundOperator.GreaterOrEqual => ">=",
        BoundOperator.DistinctFrom => "is distinct from",
        _ => "is not distinct from",
    };

    public static string? HelpFor(BoundExpression left, BoundExpression right)
    {
        (FlowType a, FlowType b) = (left.Type.Type, right.Type.Type);
        if (a is InstantType && b is DateTimeType or DateType || b is InstantType && a is DateTimeType or DateType)
        {
            return "a wall clock needs a zone to be a point in time: `at_zone(…, \"Area/City\")`";
        }

        if (a is TextType && b is NumericType or DateType or InstantType or DateTimeType or UuidType)
        {
            return $"convert the text: `cast(… as {b}) else null`";
        }

        return b is TextType && a is NumericType or DateType or InstantType or DateTimeType or UuidType
            ? $"convert the text: `cast(… as {a}) else null`"
            : null;
    }

    private static BoundLiteral? Misfit(BoundExpression left, BoundExpression right) => (left, right) switch
    {
        (BoundLiteral { Value: string text } literal, { Type.Type: EnumType set }) when !set.Values.Contains(text) => literal,
        ({ Type.Type: EnumType set }, BoundLiteral { Value: string text } literal) when !set.Values.Contains(text) => literal,
        _ => null,
    };

    private static bool IsZero(BoundExpression expression) => expression is BoundLiteral literal && literal.Value switch
    {
        0L or 0.0 => true,
        DecimalLiteral number => number.Unscaled.IsZero,
        _ => false,
    };
}
