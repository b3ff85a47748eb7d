using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>Constants of a program as C# expressions of their type.</summary>
internal static class CSharpLiterals
{
    public static string Write(BoundLiteral literal, CSharpMembers members) => (literal.Value, literal.Type.Type) switch
    {
        (null, var type) => $"default({members.Type(type)}{(CSharpTypes.IsReference(type) ? "" : "?")})",
        (bool value, _) => value ? "true" : "false",
        (long value, IntegerType type) => Integer(value, type),
        (double value, FloatType type) => Float(value, type),
        (DecimalLiteral value, DecimalType type) => Decimal(value.Unscaled, type, members),
        (string text, _) => CSharpText.Quote(text),
        (DateOnly date, _) => members.Field("date", "DateOnly", $"new({date.Year}, {date.Month}, {date.Day})"),
        (TimeOnly time, _) => members.Field("time", "TimeOnly", $"new({time.Ticks})"),
        (DateTime time, _) => members.Field("time", "DateTime", Time(time)),
        (IntervalLiteral span, _) => members.Field("interval", "Interval", $"new({span.Months}, {span.Days}, {Number(span.Microseconds)})"),
        (Guid uuid, _) => members.Field("uuid", "Guid", $"new(\"{uuid}\")"),
        (ImmutableArray<byte> bytes, _) => members.Field("bytes", "Bytes", $"new([{string.Join(", ", bytes)}])"),
        _ => throw new UnreachableException($"a literal of {literal.Type}"),
    };

    private static string Integer(long value, IntegerType type) => (value, type.Bits) switch
    {
        (long.MinValue, _) => "long.MinValue",
        (_, 16) => $"(short){(value < 0 ? $"({Number(value)})" : Number(value))}",
        ( < 0, var bits) => $"({Number(value)}{(bits == 64 ? "L" : "")})",
        (_, var bits) => $"{Number(value)}{(bits == 64 ? "L" : "")}",
    };

    private static string Float(double value, FloatType type)
    {
        string name = type.Bits == 32 ? "float" : "double";
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? $"{name}.NaN" : value > 0 ? $"{name}.PositiveInfinity" : $"{name}.NegativeInfinity";
        }

        string digits = type.Bits == 32
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f"
            : value.ToString("R", CultureInfo.InvariantCulture) + "d";
        return digits.StartsWith('-') ? $"({digits})" : digits;
    }

    private static string Decimal(BigInteger unscaled, DecimalType type, CSharpMembers members)
    {
        if (type.Precision <= CSharpTypes.WidestSmallDecimal)
        {
            return unscaled < 0 ? $"({unscaled}L)" : $"{unscaled}L";
        }

        return unscaled >= long.MinValue && unscaled <= long.MaxValue
            ? $"((Int128){(unscaled == long.MinValue ? "long.MinValue" : unscaled < 0 ? $"({unscaled}L)" : $"{unscaled}L")})"
            : members.Field("number", "Int128", $"Int128.Parse(\"{unscaled}\", System.Globalization.CultureInfo.InvariantCulture)");
    }

    private static string Time(DateTime time) => time.Ticks % TimeSpan.TicksPerSecond == 0
        ? $"new({time.Year}, {time.Month}, {time.Day}, {time.Hour}, {time.Minute}, {time.Second})"
        : $"new({Number(time.Ticks)}L)";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
