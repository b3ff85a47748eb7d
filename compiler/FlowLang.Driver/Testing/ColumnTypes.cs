using System.Diagnostics;
using FlowLang.Runtime;
using FlowLang.Semantics.Types;

namespace FlowLang.Driver.Testing;

/// <summary>Types of the language as the runtime's.</summary>
internal static class ColumnTypes
{
    public static Column Of(RowField field) => new(field.Name, Of(field.Type.Type), field.Type.Nullable, field.IsKey);

    private static ColumnType Of(FlowType type) => type switch
    {
        BoolType => ColumnType.Bool,
        IntegerType { Bits: 16 } => ColumnType.Int16,
        IntegerType { Bits: 32 } => ColumnType.Int32,
        IntegerType => ColumnType.Int64,
        FloatType { Bits: 32 } => ColumnType.Float32,
        FloatType => ColumnType.Float64,
        DecimalType number => ColumnType.Decimal(number.Precision, number.Scale),
        TextType or EnumType => ColumnType.Text,
        BytesType => ColumnType.Bytes,
        UuidType => ColumnType.Uuid,
        DateType => ColumnType.Date,
        TimeType => ColumnType.Time,
        InstantType => ColumnType.Instant,
        DateTimeType => ColumnType.DateTime,
        IntervalType => ColumnType.Interval,
        JsonType => ColumnType.Json,
        ListType list => ColumnType.List(Of(list.Element.Type), list.Element.Nullable),
        MapType map => ColumnType.Map(Of(map.Value.Type), map.Value.Nullable),
        RowType row => ColumnType.Struct([.. row.Fields.Select(Of)]),
        _ => throw new UnreachableException(type.GetType().Name),
    };
}
