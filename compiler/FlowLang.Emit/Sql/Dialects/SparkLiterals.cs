using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>Constants as Spark reads them, each with its type.</summary>
internal static class SparkLiterals
{
    public static string Print(BoundLiteral literal, SqlDialect dialect)
    {
        string type = literal.Type.Type is SymbolType ? "" : dialect.Type(literal.Type.Type);
        return literal.Value switch
        {
            null => literal.Type.Type is NullType ? "NULL" : $"CAST(NULL AS {type})",
            bool value => value ? "true" : "false",
            long value => type == "INT" && value >= 0 ? Number(value) : $"CAST({Number(value)} AS {type})",
            double value => $"CAST({DuckDbLiterals.Float(value)} AS {type})",
            DecimalLiteral value => $"CAST('{DuckDbLiterals.Decimal(value)}' AS {type})",
            string value => literal.Type.Type is SymbolType ? value : dialect.Text(value),
            DateOnly value => string.Create(CultureInfo.InvariantCulture, $"DATE '{value:yyyy-MM-dd}'"),
            TimeOnly value => $"CAST({Number(value.Ticks / TimeSpan.TicksPerMicrosecond)} AS BIGINT)",
            DateTime value when literal.Type.Type is InstantType =>
                string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP_LTZ '{value:yyyy-MM-dd HH:mm:ss.ffffff}+00:00'"),
            DateTime value => string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP_NTZ '{value:yyyy-MM-dd HH:mm:ss.ffffff}'"),
            IntervalLiteral value => string.Create(
                CultureInfo.InvariantCulture,
                $"named_struct('months', {value.Months}, 'days', {value.Days}, 'microseconds', CAST({value.Microseconds} AS BIGINT))"),
            ImmutableArray<byte> value => $"X'{Convert.ToHexString(value.AsSpan())}'",
            Guid value => $"'{value:D}'",
            _ => throw new UnreachableException(literal.Value.GetType().Name),
        };
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
