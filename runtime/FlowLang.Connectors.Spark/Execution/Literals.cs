using System.Globalization;
using FlowLang.Connectors.Spark.Protocol;
using FlowLang.Runtime;
using Google.Protobuf;

namespace FlowLang.Connectors.Spark;

/// <summary>Single values in Spark's own form: arguments and observed metrics.</summary>
internal static class Literals
{
    public static Expression.Types.Literal Of(SparkArgument argument) => argument.Value is { } value
        ? Of(argument.Type, value)
        : new Expression.Types.Literal { Null = SparkTypes.Protocol(argument.Type) };

    /// <summary>The value as .NET has it; decimals as text, since they may have 38 digits.</summary>
    public static object? Read(Expression.Types.Literal literal) => literal.LiteralTypeCase switch
    {
        Expression.Types.Literal.LiteralTypeOneofCase.Boolean => literal.Boolean,
        Expression.Types.Literal.LiteralTypeOneofCase.Byte => literal.Byte,
        Expression.Types.Literal.LiteralTypeOneofCase.Short => literal.Short,
        Expression.Types.Literal.LiteralTypeOneofCase.Integer => literal.Integer,
        Expression.Types.Literal.LiteralTypeOneofCase.Long => literal.Long,
        Expression.Types.Literal.LiteralTypeOneofCase.Float => literal.Float,
        Expression.Types.Literal.LiteralTypeOneofCase.Double => literal.Double,
        Expression.Types.Literal.LiteralTypeOneofCase.Decimal => literal.Decimal.Value,
        Expression.Types.Literal.LiteralTypeOneofCase.String => literal.String,
        _ => null,
    };

    private static Expression.Types.Literal Of(ColumnType type, object value) => type.Kind switch
    {
        ColumnKind.Bool => new() { Boolean = (bool)value },
        ColumnKind.Int16 => new() { Short = (short)value },
        ColumnKind.Int32 => new() { Integer = (int)value },
        ColumnKind.Int64 => new() { Long = (long)value },
        ColumnKind.Float32 => new() { Float = (float)value },
        ColumnKind.Float64 => new() { Double = (double)value },
        ColumnKind.Decimal => new()
        {
            Decimal = new Expression.Types.Literal.Types.Decimal
            {
                Value = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
                Precision = type.Precision,
                Scale = type.Scale,
            },
        },
        ColumnKind.Text or ColumnKind.Json or ColumnKind.Uuid => new() { String = value.ToString() ?? "" },
        ColumnKind.Bytes => new() { Binary = ByteString.CopyFrom((byte[])value) },
        ColumnKind.Date => new() { Date = ClrValues.Days(value) },
        ColumnKind.Time => new() { Long = ClrValues.TimeOfDay(value) },
        ColumnKind.Instant => new() { Timestamp = ClrValues.Instant(value) },
        ColumnKind.DateTime => new() { TimestampNtz = ClrValues.WallClock(value) },
        _ => throw new ArgumentException($"an argument can't be {type}", nameof(value)),
    };
}
