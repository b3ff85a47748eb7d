using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Functions.Numbers;

/// <summary>What a decimal becomes when digits behind the point go: one more whole digit, since 9.9 may become 10.</summary>
internal static class DecimalRounding
{
    public static FunctionParameter Digits { get; } = FunctionParameter.Literal("digits", IntegerType.Int32, "0");

    public static Overload Overload { get; } =
        new([FunctionParameter.Of("x", TypePattern.AnyDecimal)], Result) { Returns = "decimal" };

    public static Diagnostic? Check(string function, ImmutableArray<BoundExpression> arguments)
    {
        if (arguments is not [var number, BoundLiteral { Value: long digits } literal])
        {
            return null;
        }

        int most = number.Type.Type is DecimalType type ? type.Scale : 15;
        return digits >= 0 && digits <= most
            ? null
            : TypeDiagnostics.ArgumentOutOfRange(literal.Span, function, "digits", digits.ToString(),
                $"0 to {most} for {number.Type.Type}");
    }

    private static DecimalType Result(ImmutableArray<BoundExpression> arguments)
    {
        DecimalType type = (DecimalType)arguments[0].Type.Type;
        int digits = arguments is [_, BoundLiteral { Value: long value }] ? (int)Math.Clamp(value, 0, type.Scale) : 0;
        return digits == type.Scale ? type : new DecimalType(type.Precision - type.Scale + digits + 1, digits);
    }
}
