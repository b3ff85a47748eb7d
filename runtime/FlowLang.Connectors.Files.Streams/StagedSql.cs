using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>SQL that reads rows as <see cref="FlowLang.Streams.JsonRowWriter"/> writes them.</summary>
internal static class StagedSql
{
    public static string Of(string path, ImmutableArray<Column> columns, int largestRow)
    {
        IEnumerable<string> types = columns.Select(c => $"{Sql.Text(c.Name)}: {Sql.Text(Read(c.Type))}");
        string items = string.Join(", ", columns.Select(c => $"{Value(c)} AS {Sql.Name(c.Name)}"));
        return $"SELECT {items} FROM read_json({Sql.Text(path)}, format = 'newline_delimited', columns = {{{string.Join(", ", types)}}}, "
            + string.Create(CultureInfo.InvariantCulture, $"maximum_object_size = {largestRow + 1})");
    }

    // Base64 is text to the reader of JSON, and an interval has its parts.
    private static string Read(ColumnType type) => type.Kind switch
    {
        ColumnKind.Bytes => "VARCHAR",
        ColumnKind.Interval => "STRUCT(months INTEGER, days INTEGER, microseconds BIGINT)",
        _ => DuckDbTypes.Name(type),
    };

    private static string Value(Column column)
    {
        string name = Sql.Name(column.Name);
        return column.Type.Kind switch
        {
            ColumnKind.Bytes => $"from_base64({name})",
            ColumnKind.Interval => $"to_months({name}.months) + to_days({name}.days) + to_microseconds({name}.microseconds)",
            _ => name,
        };
    }
}
