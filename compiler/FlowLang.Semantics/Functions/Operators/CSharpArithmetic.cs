using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>Arithmetic of language §3 in C#.</summary>
public static class CSharpArithmetic
{
    /// <param name="left">The left operand's type, already converted as <see cref="BoundBinary"/> says.</param>
    public static CSharpMapping Binary(BoundOperator op, FlowType left, FlowType right, FlowType result) => (op, left, right, result) switch
    {
        (BoundOperator.Divide, IntegerType, _, _) => CSharpMapping.Try("Integers.TryQuotient"),
        (BoundOperator.Divide, DecimalType a, DecimalType b, DecimalType to) => new(
            call => call.TryWith("Decimals.TryDivide", call.Arguments[0], call.Arguments[1], $"{to.Scale + b.Scale - a.Scale}")),
        (_, IntegerType, _, _) => CSharpMapping.Try(op switch
        {
            BoundOperator.Add => "Integers.TryAdd",
            BoundOperator.Subtract => "Integers.TrySubtract",
            BoundOperator.Multiply => "Integers.TryMultiply",
            BoundOperator.IntegerDivide => "Integers.TryDivide",
            _ => "Integers.TryRemainder",
        }),
        (BoundOperator.Multiply, DecimalType, _, DecimalType to) => CSharpMapping.Lifting(
            call => $"({Widened(call, 0, to)} * {call.Arguments[1]})"),
        (BoundOperator.Add or BoundOperator.Subtract, DecimalType a, DecimalType b, DecimalType to) => CSharpMapping.Lifting(
            call => $"({CSharpCasts.Scaled(Widened(call, 0, to), to.Scale - a.Scale)} {Sign(op)} " +
                $"{CSharpCasts.Scaled(Widened(call, 1, to), to.Scale - b.Scale)})"),
        (_, FloatType, _, _) => CSharpMapping.Lifting(call => $"({call.Arguments[0]} {Sign(op)} {call.Arguments[1]})"),
        _ => throw new System.Diagnostics.UnreachableException($"{op} on {left} and {right}"),
    };

    public static CSharpMapping Negate(FlowType operand) => operand is IntegerType
        ? CSharpMapping.Try("Integers.TryNegate")
        : CSharpMapping.Lifting(call => $"(-{call.Arguments[0]})");

    // An operand in 128 bits where only the result needs them.
    private static string Widened(CSharpCall call, int index, DecimalType result) =>
        call.Type(call.Types[index].Type) == call.Type(result) ? call.Arguments[index] : $"({call.Type(result)}){call.Arguments[index]}";

    private static string Sign(BoundOperator op) => op switch
    {
        BoundOperator.Add => "+",
        BoundOperator.Subtract => "-",
        BoundOperator.Multiply => "*",
        _ => "/",
    };
}
