using System.Diagnostics;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>The texts of the scalars that JSON has no type for.</summary>
internal static class ScalarText
{
    public static string Of(Column column, DuckDbVector vector, int row) => column.Type.Kind switch
    {
        ColumnKind.Decimal => Decimal(column.Type, vector, row),
        ColumnKind.Uuid => Uuid(vector.Values<Int128>()[row]),
        ColumnKind.Date => Date(column, vector.Values<int>()[row]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnKind.Time => Time(vector.Values<long>()[row]),
        ColumnKind.DateTime => Moment(column, vector.Values<long>()[row]),
        ColumnKind.Instant => Moment(column, vector.Values<long>()[row]) + "Z",
        _ => throw new UnreachableException(),
    };

    /// <summary>An unscaled number with its decimal point put in.</summary>
    public static string Decimal(Int128 unscaled, int scale)
    {
        string digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = unscaled < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static string Decimal(ColumnType type, DuckDbVector vector, int row)
    {
        Int128 unscaled = type.Precision switch
        {
            <= 4 => vector.Values<short>()[row],
            <= 9 => vector.Values<int>()[row],
            <= 18 => vector.Values<long>()[row],
            _ => vector.Values<Int128>()[row],
        };
        return Decimal(unscaled, type.Scale);
    }

    private static string Uuid(Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt128BigEndian(bytes, value ^ (Int128.One << 127));
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static DateOnly Date(Column column, int days) =>
        days is < Wire.FirstDay or > Wire.LastDay ? throw Refusal.Date(column.Name, days) : DateOnly.FromDayNumber(days - Wire.FirstDay);

    private static string Time(long microseconds) => microseconds == 86_400_000_000
        ? "24:00:00"
        : new TimeOnly(microseconds * 10).ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    private static string Moment(Column column, long microseconds) =>
        microseconds is < Wire.FirstMicrosecond or > Wire.LastMicrosecond
            ? throw Refusal.Timestamp(column.Name, microseconds)
            : new DateTime((microseconds - Wire.FirstMicrosecond) * 10)
                .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
}
