using System.Diagnostics;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <summary>The C# types of values.</summary>
public static class CSharpTypes
{
    /// <summary>Decimals of so many digits are a long; wider ones are an Int128.</summary>
    public const int WidestSmallDecimal = 18;

    /// <param name="type">What a column or value can have.</param>
    /// <param name="structName">The name of a struct type, which is the emitter's to declare.</param>
    public static string Name(FlowType type, Func<RowType, string> structName) => type switch
    {
        BoolType => "bool",
        IntegerType { Bits: 16 } => "short",
        IntegerType { Bits: 32 } => "int",
        IntegerType => "long",
        FloatType { Bits: 32 } => "float",
        FloatType => "double",
        DecimalType { Precision: <= WidestSmallDecimal } => "long",
        DecimalType => "Int128",
        TextType or EnumType or JsonType => "string",
        BytesType => "Bytes",
        UuidType => "Guid",
        DateType => "DateOnly",
        TimeType => "TimeOnly",
        InstantType or DateTimeType => "DateTime",
        IntervalType => "Interval",
        ListType list => $"Items<{Name(list.Element.Type, structName)}?>",
        MapType map => $"Map<{Name(map.Value.Type, structName)}?>",
        RowType row => structName(row),
        NullType => "int",
        _ => throw new UnreachableException(type.ToString()),
    };

    /// <summary>Whether the C# type is a class, so that null is one of its values.</summary>
    public static bool IsReference(FlowType type) => type is TextType or EnumType or JsonType;
}
