using System.Globalization;
using System.Numerics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>
/// A literal has the smallest type that is not surprising; where another is wanted, it takes that (<see cref="Conversions"/>).
/// </summary>
internal static class LiteralBinder
{
    public static BoundExpression Bind(LiteralSyntax syntax, ExpressionContext context) => syntax switch
    {
        NullLiteralSyntax => new BoundLiteral(null, new TypeRef(NullType.Instance, true), syntax.Span),
        BoolLiteralSyntax literal => Make(literal.Value, BoolType.Instance, syntax.Span),
        IntegerLiteralSyntax literal => BindInteger(literal.Value, syntax.Span),
        DecimalLiteralSyntax literal => BindDecimal(new DecimalLiteral(literal.Unscaled, literal.Scale), syntax.Span),
        FloatLiteralSyntax literal => Make(literal.Value, FloatType.Float64, syntax.Span),
        TextLiteralSyntax literal => Make(literal.Value, TextType.Instance, syntax.Span),
        DateLiteralSyntax literal => Make(literal.Value, DateType.Instance, syntax.Span),
        TimeLiteralSyntax literal => Make(new TimeOnly(literal.Microseconds * 10), TimeType.Instance, syntax.Span),
        InstantLiteralSyntax literal => Make(DateTime.SpecifyKind(literal.Value, DateTimeKind.Utc), InstantType.Instance, syntax.Span),
        DateTimeLiteralSyntax literal =>
            Make(DateTime.SpecifyKind(literal.Value, DateTimeKind.Unspecified), DateTimeType.Instance, syntax.Span),
        DurationLiteralSyntax literal =>
            Make(new IntervalLiteral(literal.Months, literal.Days, literal.Microseconds), IntervalType.Instance, syntax.Span),
        _ => context.Bad(TypeDiagnostics.SizeIsNoValue(syntax.Span), syntax.Span),
    };

    public static BoundExpression BindInteger(BigInteger value, TextSpan span)
    {
        if (value >= int.MinValue && value <= int.MaxValue)
        {
            return Make((long)value, IntegerType.Int32, span);
        }

        return value >= long.MinValue && value <= long.MaxValue
            ? Make((long)value, IntegerType.Int64, span)
            : BindDecimal(new DecimalLiteral(value, 0), span);
    }

    /// <summary>At most 38 digits, which the parser sees to.</summary>
    public static BoundExpression BindDecimal(DecimalLiteral value, TextSpan span)
    {
        int precision = Math.Max(Math.Max(DigitsOf(value.Unscaled), value.Scale), 1);
        return Make(value, new DecimalType(Math.Min(precision, DecimalType.MaxPrecision), value.Scale), span);
    }

    public static int DigitsOf(BigInteger value) =>
        value.IsZero ? 0 : BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).Length;

    private static BoundLiteral Make(object value, FlowType type, TextSpan span) => new(value, new TypeRef(type), span);
}
