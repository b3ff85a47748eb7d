using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>Conversions of one value in C#. <see cref="CSharpCall.Result"/> is the target.</summary>
public static class CSharpCasts
{
    /// <summary>Null where there is no form; lists are the emitter's.</summary>
    public static CSharpMapping? Of(FlowType from, FlowType to) => (from, to) switch
    {
        _ when from == to => Same,
        (EnumType, TextType) or (JsonType, TextType) or (InstantType, DateTimeType) or (DateTimeType, InstantType) => Same,
        (EnumType a, EnumType b) when a.Values.All(b.Values.Contains) => Same,
        (TextType or EnumType, _) => Read(to),
        (_, TextType) => Print(from),
        (NumericType, NumericType) => Number((NumericType)from, (NumericType)to),
        (IntegerType, BoolType) => CSharpMapping.Try("Integers.TryBool"),
        (BoolType, IntegerType) => CSharpMapping.Of(call => $"({call.Type(to)})({call.Arguments[0]} ? 1 : 0)"),
        (DateType, DateTimeType) => CSharpMapping.Call("Calendar.Midnight"),
        (DateTimeType, DateType) => CSharpMapping.Call("Calendar.DateOf"),
        (DateTimeType, TimeType) => CSharpMapping.Call("Calendar.TimeOf"),
        _ => null,
    };

    private static CSharpMapping Same { get; } = CSharpMapping.Lifting(call => call.Arguments[0]);

    private static CSharpMapping Number(NumericType from, NumericType to) => (from, to) switch
    {
        (IntegerType a, IntegerType b) => a.Bits <= b.Bits ? Cast : CSharpMapping.Try("Integers.TryConvert"),
        (IntegerType, FloatType) or (FloatType { Bits: 32 }, FloatType) => Cast,
        (FloatType, FloatType) => CSharpMapping.Try("Floats.TryNarrow"),
        (FloatType, IntegerType) => CSharpMapping.Try("Floats.TryInteger"),
        (FloatType, DecimalType b) =>
            new(call => call.TryWith("Decimals.TryFromFloat", call.Arguments[0], $"{b.Precision}", $"{b.Scale}")),
        (DecimalType a, FloatType b) =>
            CSharpMapping.Of(call => $"Decimals.ToFloat{(b.Bits == 32 ? "32" : "")}({call.Arguments[0]}, {a.Scale})"),
        (DecimalType a, IntegerType) => new(call => call.TryWith("Decimals.TryInteger", call.Arguments[0], $"{a.Scale}")),
        (IntegerType, DecimalType b) => Decimal(from, 0, b),
        (DecimalType a, DecimalType b) => Decimal(from, a.Scale, b),
        _ => throw new System.Diagnostics.UnreachableException($"{from} to {to}"),
    };

    private static CSharpMapping Decimal(NumericType from, int scale, DecimalType to) => Conversions.CastFails(from, to)
        ? new(call => call.TryWith("Decimals.TryNarrow", call.Arguments[0], $"{to.Scale - scale}", $"{to.Precision}"))
        : CSharpMapping.Lifting(call => Scaled($"({call.Type(to)}){call.Arguments[0]}", to.Scale - scale));

    /// <summary>An unscaled integer with so many more digits behind the point.</summary>
    public static string Scaled(string value, int digits) => digits == 0 ? value
        : digits <= CSharpTypes.WidestSmallDecimal ? $"({value} * 1{new string('0', digits)}L)"
        : $"({value} * Decimals.PowerOfTen({digits}))";

    private static CSharpMapping Cast { get; } = CSharpMapping.Lifting(call => $"({call.Type(call.Result.Type)}){call.Arguments[0]}");

    private static CSharpMapping? Read(FlowType to) => to switch
    {
        BoolType => CSharpMapping.Try("TextForm.TryReadBool"),
        IntegerType => Reader(to, "IntegerReader"),
        FloatType => Reader(to, "FloatReader"),
        DecimalType type => new(
            call => call.TryWith("TextForm.TryReadDecimal", call.Arguments[0], $"{type.Precision}", $"{type.Scale}")),
        DateType => CSharpMapping.Try("TextForm.TryReadDate"),
        TimeType => CSharpMapping.Try("TextForm.TryReadTime"),
        InstantType => CSharpMapping.Try("TextForm.TryReadInstant"),
        DateTimeType => CSharpMapping.Try("TextForm.TryReadDateTime"),
        UuidType => Reader(to, "UuidReader"),
        BytesType => CSharpMapping.Call("TextForm.Encode"),
        JsonType => CSharpMapping.Try("JsonText.TryRead"),
        EnumType set => new(call => call.TryWith("Text.TryOneOf", call.Arguments[0], Options(set, call))),
        _ => null,
    };

    private static CSharpMapping Reader(FlowType to, string reader) =>
        new(call => call.Try($"TextForm.TryRead<{call.Type(to)}, {reader}>"));

    private static string Options(EnumType set, CSharpCall call) =>
        call.Field("options", "string[]", $"[{string.Join(", ", set.Values.Select(CSharpText.Quote))}]");

    private static CSharpMapping? Print(FlowType from) => from switch
    {
        BytesType => CSharpMapping.Try("TextForm.TryDecode"),
        InstantType => CSharpMapping.Call("TextForm.OfInstant"),
        DateTimeType => CSharpMapping.Call("TextForm.OfDateTime"),
        DecimalType type => CSharpMapping.Of(call => $"Decimals.ToText({call.Arguments[0]}, {type.Scale})"),
        BoolType or IntegerType or FloatType or DateType or TimeType or UuidType => CSharpMapping.Call("TextForm.Of"),
        _ => null,
    };
}
