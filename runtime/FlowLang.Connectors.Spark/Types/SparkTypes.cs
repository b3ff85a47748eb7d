using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FlowLang.Connectors.Spark.Protocol;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// The one mapping between FlowLang's types and Spark's. Spark has no time of day before 4.1 and no interval of months, days and
/// microseconds, so a <c>time</c> is a BIGINT of microseconds and an <c>interval</c> a STRUCT; uuid and json are STRING.
/// </summary>
public static class SparkTypes
{
    /// <summary>The fields of an interval: months, days, microseconds.</summary>
    public static ImmutableArray<Column> IntervalFields { get; } =
        [new("months", ColumnType.Int32), new("days", ColumnType.Int32), new("microseconds", ColumnType.Int64)];

    /// <summary>Spark's name of a type, as in a cast or a column definition.</summary>
    public static string Ddl(ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            ColumnKind.List when type.Element is { } element => $"ARRAY<{Ddl(element.Type)}>",
            ColumnKind.Map when type.Element is { } value => $"MAP<STRING, {Ddl(value.Type)}>",
            ColumnKind.Struct => $"STRUCT<{string.Join(", ", type.Fields.Select(f => $"{Name(f.Name)}: {Ddl(f.Type)}"))}>",
            ColumnKind.Interval => Ddl(new ColumnType(ColumnKind.Struct, Fields: IntervalFields)),
            _ => Ddl(Protocol(type)),
        };
    }

    /// <summary>A name in back quotes.</summary>
    public static string Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
    }

    /// <summary>Spark's DDL of a type that it told.</summary>
    internal static string Ddl(DataType type) => type.KindCase switch
    {
        DataType.KindOneofCase.Boolean => "BOOLEAN",
        DataType.KindOneofCase.Byte => "TINYINT",
        DataType.KindOneofCase.Short => "SMALLINT",
        DataType.KindOneofCase.Integer => "INT",
        DataType.KindOneofCase.Long => "BIGINT",
        DataType.KindOneofCase.Float => "FLOAT",
        DataType.KindOneofCase.Double => "DOUBLE",
        DataType.KindOneofCase.Decimal =>
            string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Decimal.Precision},{type.Decimal.Scale})"),
        DataType.KindOneofCase.String => IsByCodePoint(type) ? "STRING" : $"STRING COLLATE {type.String.Collation}",
        DataType.KindOneofCase.Char => string.Create(CultureInfo.InvariantCulture, $"CHAR({type.Char.Length})"),
        DataType.KindOneofCase.VarChar => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({type.VarChar.Length})"),
        DataType.KindOneofCase.Binary => "BINARY",
        DataType.KindOneofCase.Date => "DATE",
        DataType.KindOneofCase.Timestamp => "TIMESTAMP",
        DataType.KindOneofCase.TimestampNtz => "TIMESTAMP_NTZ",
        DataType.KindOneofCase.Time => string.Create(CultureInfo.InvariantCulture, $"TIME({type.Time.Precision})"),
        DataType.KindOneofCase.Array => $"ARRAY<{Ddl(type.Array.ElementType)}>",
        DataType.KindOneofCase.Map => $"MAP<{Ddl(type.Map.KeyType)}, {Ddl(type.Map.ValueType)}>",
        DataType.KindOneofCase.Struct =>
            $"STRUCT<{string.Join(", ", type.Struct.Fields.Select(f => $"{Name(f.Name)}: {Ddl(f.DataType)}"))}>",
        DataType.KindOneofCase.Null => "VOID",
        DataType.KindOneofCase.CalendarInterval => "INTERVAL",
        DataType.KindOneofCase.YearMonthInterval => "INTERVAL YEAR TO MONTH",
        DataType.KindOneofCase.DayTimeInterval => "INTERVAL DAY TO SECOND",
        DataType.KindOneofCase.Unparsed => type.Unparsed.DataTypeString,
        _ => type.KindCase.ToString().ToUpperInvariant(),
    };

    /// <summary>FlowLang's type for one that Spark told; null where there is none: intervals, variants, collations.</summary>
    internal static ColumnType? Of(DataType type) => type.KindCase switch
    {
        DataType.KindOneofCase.Boolean => ColumnType.Bool,
        DataType.KindOneofCase.Byte or DataType.KindOneofCase.Short => ColumnType.Int16,
        DataType.KindOneofCase.Integer => ColumnType.Int32,
        DataType.KindOneofCase.Long => ColumnType.Int64,
        DataType.KindOneofCase.Float => ColumnType.Float32,
        DataType.KindOneofCase.Double => ColumnType.Float64,
        DataType.KindOneofCase.Decimal => ColumnType.Decimal(type.Decimal.Precision, type.Decimal.Scale),
        DataType.KindOneofCase.String => IsByCodePoint(type) ? ColumnType.Text : null,
        DataType.KindOneofCase.Char or DataType.KindOneofCase.VarChar => ColumnType.Text,
        DataType.KindOneofCase.Binary => ColumnType.Bytes,
        DataType.KindOneofCase.Date => ColumnType.Date,
        DataType.KindOneofCase.Time => ColumnType.Time,
        DataType.KindOneofCase.Timestamp => ColumnType.Instant,
        DataType.KindOneofCase.TimestampNtz => ColumnType.DateTime,
        DataType.KindOneofCase.Array when Of(type.Array.ElementType) is { } element => ColumnType.List(element, type.Array.ContainsNull),
        DataType.KindOneofCase.Map when Of(type.Map.KeyType) == ColumnType.Text && Of(type.Map.ValueType) is { } value =>
            ColumnType.Map(value, type.Map.ValueContainsNull),
        DataType.KindOneofCase.Struct => OfFields(type.Struct),
        _ => null,
    };

    /// <summary>Spark's form of a scalar type.</summary>
    internal static DataType Protocol(ColumnType type) => type.Kind switch
    {
        ColumnKind.Bool => new() { Boolean = new() },
        ColumnKind.Int16 => new() { Short = new() },
        ColumnKind.Int32 => new() { Integer = new() },
        ColumnKind.Int64 or ColumnKind.Time => new() { Long = new() },
        ColumnKind.Float32 => new() { Float = new() },
        ColumnKind.Float64 => new() { Double = new() },
        ColumnKind.Decimal => new() { Decimal = new() { Precision = type.Precision, Scale = type.Scale } },
        ColumnKind.Text or ColumnKind.Json or ColumnKind.Uuid => new() { String = new() { Collation = "UTF8_BINARY" } },
        ColumnKind.Bytes => new() { Binary = new() },
        ColumnKind.Date => new() { Date = new() },
        ColumnKind.Instant => new() { Timestamp = new() },
        ColumnKind.DateTime => new() { TimestampNtz = new() },
        _ => throw new UnreachableException(),
    };

    private static bool IsByCodePoint(DataType type) => type.String.Collation is "" or "UTF8_BINARY";

    private static ColumnType? OfFields(DataType.Types.Struct type)
    {
        ImmutableArray<Column>.Builder fields = ImmutableArray.CreateBuilder<Column>(type.Fields.Count);
        foreach (DataType.Types.StructField field in type.Fields)
        {
            if (Of(field.DataType) is not { } known)
            {
                return null;
            }

            fields.Add(new Column(field.Name, known, field.Nullable));
        }

        return new ColumnType(ColumnKind.Struct, Fields: fields.MoveToImmutable());
    }
}
