using System.Diagnostics;
using Apache.Arrow;
using Apache.Arrow.Types;
using FlowLang.Runtime;
using Column = FlowLang.Runtime.Column;

namespace FlowLang.Connectors.Spark;

/// <summary>The one mapping between FlowLang's types and Arrow's as Spark uses them.</summary>
internal static class ArrowTypes
{
    /// <summary>The Arrow type under which rows of this process are sent.</summary>
    public static IArrowType Of(ColumnType type) => type.Kind switch
    {
        ColumnKind.Bool => BooleanType.Default,
        ColumnKind.Int16 => Int16Type.Default,
        ColumnKind.Int32 => Int32Type.Default,
        ColumnKind.Int64 or ColumnKind.Time => Int64Type.Default,
        ColumnKind.Float32 => FloatType.Default,
        ColumnKind.Float64 => DoubleType.Default,
        ColumnKind.Decimal => new Decimal128Type(type.Precision, type.Scale),
        ColumnKind.Text or ColumnKind.Json or ColumnKind.Uuid => StringType.Default,
        ColumnKind.Bytes => BinaryType.Default,
        ColumnKind.Date => Date32Type.Default,
        ColumnKind.Instant => new TimestampType(TimeUnit.Microsecond, "UTC"),
        ColumnKind.DateTime => new TimestampType(TimeUnit.Microsecond, (string?)null),
        ColumnKind.Interval => new StructType([.. SparkTypes.IntervalFields.Select(Field)]),
        ColumnKind.List when type.Element is { } element => new ListType(Field(element)),
        ColumnKind.Struct => new StructType([.. type.Fields.Select(Field)]),
        ColumnKind.Map when type.Element is { } value => new MapType(
            new Field("key", StringType.Default, nullable: false), Field(value)),
        _ => throw new UnreachableException(),
    };

    public static Field Field(Column column) => new(column.Name, Of(column.Type), column.Nullable);

    /// <summary>FlowLang's type for an Arrow type that Spark sends; null where there is none.</summary>
    public static ColumnType? Of(IArrowType type) => type switch
    {
        BooleanType => ColumnType.Bool,
        Int8Type or Int16Type => ColumnType.Int16,
        Int32Type => ColumnType.Int32,
        Int64Type => ColumnType.Int64,
        FloatType => ColumnType.Float32,
        DoubleType => ColumnType.Float64,
        Decimal128Type number => ColumnType.Decimal(number.Precision, number.Scale),
        StringType => ColumnType.Text,
        BinaryType => ColumnType.Bytes,
        Date32Type => ColumnType.Date,
        Time64Type => ColumnType.Time,
        TimestampType { Timezone: { Length: > 0 } } => ColumnType.Instant,
        TimestampType => ColumnType.DateTime,
        MapType map when Of(map.ValueField.DataType) is { } value => ColumnType.Map(value, map.ValueField.IsNullable),
        ListType list when Of(list.ValueDataType) is { } element => ColumnType.List(element, list.ValueField.IsNullable),
        StructType fields when fields.Fields.All(f => Of(f.DataType) is not null) => new ColumnType(
            ColumnKind.Struct,
            Fields: [.. fields.Fields.Select(f => new Column(f.Name, Of(f.DataType) ?? throw new UnreachableException(), f.IsNullable))]),
        _ => null,
    };
}
