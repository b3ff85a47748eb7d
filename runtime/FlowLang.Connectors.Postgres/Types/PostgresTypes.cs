using System.Diagnostics;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>The one mapping between FlowLang's types and PostgreSQL's.</summary>
public static class PostgresTypes
{
    /// <summary>PostgreSQL's name of a type, as in a column definition and as format_type prints it.</summary>
    public static string Name(ColumnType type) => type.Kind switch
    {
        ColumnKind.Bool => "boolean",
        ColumnKind.Int16 => "smallint",
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Float32 => "real",
        ColumnKind.Float64 => "double precision",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"numeric({type.Precision},{type.Scale})"),
        ColumnKind.Text => "text",
        ColumnKind.Bytes => "bytea",
        ColumnKind.Uuid => "uuid",
        ColumnKind.Date => "date",
        ColumnKind.Time => "time without time zone",
        ColumnKind.Instant => "timestamp with time zone",
        ColumnKind.DateTime => "timestamp without time zone",
        ColumnKind.Interval => "interval",
        ColumnKind.Json or ColumnKind.Struct or ColumnKind.Map => "jsonb",
        ColumnKind.List when type.Element is { Type.Kind: not ColumnKind.List } element => Name(element.Type) + "[]",
        ColumnKind.List => "jsonb",
        _ => throw new UnreachableException(),
    };

    /// <summary>The built-in oid of a type (src/include/catalog/pg_type.dat), as binary arrays name their elements.</summary>
    public static uint Oid(ColumnType type) => type.Kind switch
    {
        ColumnKind.Bool => 16,
        ColumnKind.Bytes => 17,
        ColumnKind.Int64 => 20,
        ColumnKind.Int16 => 21,
        ColumnKind.Int32 => 23,
        ColumnKind.Text => 25,
        ColumnKind.Float32 => 700,
        ColumnKind.Float64 => 701,
        ColumnKind.Date => 1082,
        ColumnKind.Time => 1083,
        ColumnKind.DateTime => 1114,
        ColumnKind.Instant => 1184,
        ColumnKind.Interval => 1186,
        ColumnKind.Decimal => 1700,
        ColumnKind.Uuid => 2950,
        ColumnKind.Json or ColumnKind.Struct or ColumnKind.Map or ColumnKind.List => 3802,
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// FlowLang's type for one of the catalog's, as format_type prints it; null where there is none: unbounded numeric, enums, domains,
    /// ranges.
    /// </summary>
    public static ColumnType? Parse(string native)
    {
        if (native.EndsWith("[]", StringComparison.Ordinal))
        {
            return Parse(native[..^2]) is { } element ? ColumnType.List(element, nullable: true) : null;
        }

        int open = native.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? Plain(native) : Modified(native, open);
    }

    private static ColumnType? Plain(string native) => native switch
    {
        "boolean" => ColumnType.Bool,
        "smallint" => ColumnType.Int16,
        "integer" => ColumnType.Int32,
        "bigint" => ColumnType.Int64,
        "real" => ColumnType.Float32,
        "double precision" => ColumnType.Float64,
        "text" or "character varying" => ColumnType.Text,
        "bytea" => ColumnType.Bytes,
        "uuid" => ColumnType.Uuid,
        "date" => ColumnType.Date,
        "time without time zone" => ColumnType.Time,
        "timestamp with time zone" => ColumnType.Instant,
        "timestamp without time zone" => ColumnType.DateTime,
        "interval" => ColumnType.Interval,
        "jsonb" or "json" => ColumnType.Json,
        _ => null,
    };

    private static ColumnType? Modified(string native, int open)
    {
        int close = native.IndexOf(')', open);
        string name = native[..open] + native[(close + 1)..];
        string[] parts = native[(open + 1)..close].Split(',');
        return name switch
        {
            "numeric" => Decimal(parts),
            "character varying" => ColumnType.Text,
            // A lower precision than microseconds holds fewer values, each of which is one of FlowLang's.
            "time without time zone" or "timestamp with time zone" or "timestamp without time zone" or "interval" => Plain(name),
            _ => null,
        };
    }

    private static ColumnType? Decimal(string[] parts)
    {
        int precision = int.Parse(parts[0], CultureInfo.InvariantCulture);
        int scale = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return precision <= 38 && scale >= 0 && scale <= precision ? ColumnType.Decimal(precision, scale) : null;
    }
}
