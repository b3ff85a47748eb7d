namespace FlowLang.Semantics.Types;

/// <summary>What `cast(x as T)` may turn into what, and whether it can be a value failure.</summary>
public static partial class Conversions
{
    /// <summary>Whether `cast` knows the way from one type to the other at all.</summary>
    public static bool CastAllowed(FlowType from, FlowType to) => IsWidening(from, to) || (from, to) switch
    {
        (NumericType, NumericType) => true,
        (TextType or EnumType, PrimitiveType) => to is not IntervalType,
        (JsonType, TextType) => true,
        (PrimitiveType, TextType) => from is not IntervalType,
        (BoolType, IntegerType) or (IntegerType, BoolType) => true,
        (InstantType, DateTimeType) or (DateTimeType, InstantType) => true,
        (DateTimeType, DateType) or (DateTimeType, TimeType) => true,
        (ListType a, ListType b) => CastAllowed(a.Element.Type, b.Element.Type),
        (MapType a, MapType b) => CastAllowed(a.Value.Type, b.Value.Type),
        _ => false,
    };

    /// <summary>Whether an allowed cast can be a value failure: narrowing, and reading text.</summary>
    public static bool CastFails(FlowType from, FlowType to) => !IsWidening(from, to) && (from, to) switch
    {
        (FloatType a, FloatType b) => a.Bits > b.Bits,
        (NumericType, FloatType) => false,
        (BytesType, TextType) => true,
        (TextType or EnumType, BytesType) => false,
        (JsonType, TextType) => false,
        (PrimitiveType, TextType) => false,
        (BoolType, IntegerType) => false,
        (InstantType, DateTimeType) or (DateTimeType, InstantType) => false,
        (DateTimeType, DateType) or (DateTimeType, TimeType) => false,
        (ListType a, ListType b) => CastFails(a.Element.Type, b.Element.Type),
        (MapType a, MapType b) => CastFails(a.Value.Type, b.Value.Type),
        _ => true,
    };
}
