using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>Constants as DuckDB reads them, each with its type.</summary>
internal static class DuckDbLiterals
{
    public static string Print(BoundLiteral literal, SqlDialect dialect)
    {
        string type = literal.Type.Type is SymbolType ? "" : dialect.Type(literal.Type.Type);
        return literal.Value switch
        {
            null => literal.Type.Type is NullType ? "NULL" : $"CAST(NULL AS {type})",
            bool value => value ? "true" : "false",
            long value => type == "INTEGER" ? Integer(value) : $"CAST({Integer(value)} AS {type})",
            double value => $"CAST({Float(value)} AS {type})",
            DecimalLiteral value => $"CAST({dialect.Text(Decimal(value))} AS {type})",
            string value => literal.Type.Type is SymbolType ? value : dialect.Text(value),
            DateOnly value => string.Create(CultureInfo.InvariantCulture, $"DATE '{value:yyyy-MM-dd}'"),
            TimeOnly value => string.Create(CultureInfo.InvariantCulture, $"TIME '{value:HH:mm:ss.ffffff}'"),
            DateTime value when literal.Type.Type is InstantType =>
                string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{value:yyyy-MM-dd HH:mm:ss.ffffff}+00'"),
            DateTime value => string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{value:yyyy-MM-dd HH:mm:ss.ffffff}'"),
            IntervalLiteral value => string.Create(
                CultureInfo.InvariantCulture, $"INTERVAL '{value.Months} months {value.Days} days {value.Microseconds} microseconds'"),
            ImmutableArray<byte> value => $"CAST('{string.Concat(value.Select(b => $"\\x{b:X2}"))}' AS BLOB)",
            Guid value => $"CAST('{value:D}' AS UUID)",
            _ => throw new UnreachableException(literal.Value.GetType().Name),
        };
    }

    // Negative numbers in parentheses: `a - -1`.
    private static string Integer(long value)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        return value < 0 ? $"({digits})" : digits;
    }

    internal static string Float(double value) => value switch
    {
        double.PositiveInfinity => "'Infinity'",
        double.NegativeInfinity => "'-Infinity'",
        double.NaN => "'NaN'",
        _ => $"'{value.ToString("R", CultureInfo.InvariantCulture)}'",
    };

    internal static string Decimal(DecimalLiteral value)
    {
        string digits = BigInteger.Abs(value.Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(value.Scale + 1, '0');
        string sign = value.Unscaled.Sign < 0 ? "-" : "";
        return value.Scale == 0 ? sign + digits : $"{sign}{digits[..^value.Scale]}.{digits[^value.Scale..]}";
    }
}
