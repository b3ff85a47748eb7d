using System.Diagnostics;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>The one mapping between FlowLang's types and DuckDB's.</summary>
public static class DuckDbTypes
{
    /// <summary>DuckDB's name of a type, as in a cast or a column definition.</summary>
    public static string Name(ColumnType type) => type.Kind switch
    {
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Int16 => "SMALLINT",
        ColumnKind.Int32 => "INTEGER",
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Float32 => "FLOAT",
        ColumnKind.Float64 => "DOUBLE",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        ColumnKind.Text => "VARCHAR",
        ColumnKind.Bytes => "BLOB",
        ColumnKind.Uuid => "UUID",
        ColumnKind.Date => "DATE",
        ColumnKind.Time => "TIME",
        ColumnKind.Instant => "TIMESTAMP WITH TIME ZONE",
        ColumnKind.DateTime => "TIMESTAMP",
        ColumnKind.Interval => "INTERVAL",
        ColumnKind.Json => "JSON",
        ColumnKind.List when type.Element is { } element => Name(element.Type) + "[]",
        ColumnKind.Map when type.Element is { } value => $"MAP(VARCHAR, {Name(value.Type)})",
        ColumnKind.Struct => $"STRUCT({string.Join(", ", type.Fields.Select(f => $"{Sql.Name(f.Name)} {Name(f.Type)}"))})",
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// FlowLang's type for a name that DuckDB prints (DESCRIBE, typeof); null where there is none, unsigned 64-bit among them.
    /// </summary>
    public static ColumnType? Parse(string name) => new DuckDbTypeParser(name).Parse();
}
