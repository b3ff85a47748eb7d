using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>
/// Numbers to numbers. What drops digits rounds half away from zero; a float becomes a decimal by way of its shortest text,
/// so that 2.675 is
/// 2.68 with two digits.
/// </summary>
internal static class NumericCasts
{
    // Up to here both the digits and the power of ten are exact in float64, so that DuckDB's one division rounds correctly.
    private const int ExactInDouble = 15;

    public static Func<SqlCall, string> Value(NumericType from, NumericType to) => (from, to) switch
    {
        (FloatType, IntegerType) => call => $"TRY_CAST(round({call.Arguments[0]}) AS {call.Type(to)})",
        (FloatType a,
            DecimalType) => call => $"TRY_CAST(flow_plain_decimal({TextCasts.FloatText(a)}({call.Arguments[0]})) AS {call.Type(to)})",
        (DecimalType a, FloatType { Bits: 64 }) when a.Precision <= ExactInDouble => call => $"CAST({call.Arguments[0]} AS DOUBLE)",
        (DecimalType, FloatType) => call => $"CAST(CAST({call.Arguments[0]} AS VARCHAR) AS {call.Type(to)})",
        (FloatType a, FloatType b) when a.Bits > b.Bits => call => $"TRY_CAST({call.Arguments[0]} AS {call.Type(to)})",
        _ => Conversions.CastFails(from, to)
            ? call => $"TRY_CAST({call.Arguments[0]} AS {call.Type(to)})"
            : call => $"CAST({call.Arguments[0]} AS {call.Type(to)})",
    };
}
