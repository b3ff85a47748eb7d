using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>Constants as PostgreSQL reads them, each with its type.</summary>
internal static class PostgresLiterals
{
    public static string Print(BoundLiteral literal, SqlDialect dialect)
    {
        string type = literal.Type.Type is SymbolType ? "" : dialect.Type(literal.Type.Type);
        return literal.Value switch
        {
            null => literal.Type.Type is NullType ? "NULL" : $"CAST(NULL AS {type})",
            bool value => value ? "true" : "false",
            long value => type == "integer" && value is >= 0 and <= int.MaxValue ? Number(value) : $"CAST({Number(value)} AS {type})",
            double value => $"CAST({DuckDbLiterals.Float(value)} AS {type})",
            DecimalLiteral value => $"CAST({dialect.Text(DuckDbLiterals.Decimal(value))} AS {type})",
            string value => literal.Type.Type is SymbolType ? value : dialect.Text(value),
            DateOnly value => string.Create(CultureInfo.InvariantCulture, $"DATE '{value:yyyy-MM-dd}'"),
            TimeOnly value => string.Create(CultureInfo.InvariantCulture, $"TIME '{value:HH:mm:ss.ffffff}'"),
            DateTime value when literal.Type.Type is InstantType =>
                string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{value:yyyy-MM-dd HH:mm:ss.ffffff}+00'"),
            DateTime value => string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{value:yyyy-MM-dd HH:mm:ss.ffffff}'"),
            IntervalLiteral value => string.Create(
                CultureInfo.InvariantCulture, $"INTERVAL '{value.Months} months {value.Days} days {value.Microseconds} microseconds'"),
            ImmutableArray<byte> value => $"CAST('\\x{Convert.ToHexStringLower(value.AsSpan())}' AS bytea)",
            Guid value => $"CAST('{value:D}' AS uuid)",
            _ => throw new UnreachableException(literal.Value.GetType().Name),
        };
    }

    // A sign stands in quotes: the cast of a negative number would bind to its digits alone.
    private static string Number(long value)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        return value < 0 ? $"'{digits}'" : digits;
    }
}
