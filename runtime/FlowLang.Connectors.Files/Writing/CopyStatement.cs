using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>The COPY that writes a relation into one file.</summary>
internal static class CopyStatement
{
    /// <summary>
    /// Writes <paramref name="relation"/> to <paramref name="path"/>; <paramref name="name"/> is the name that the file will have, and
    /// <paramref name="earlier"/> a Parquet file whose rows come first.
    /// </summary>
    public static string Of(
        string relation, string path, ImmutableArray<Column> columns, FileFormat format, FileSinkOptions options, string sink, string name,
        string? earlier = null)
    {
        Func<string, ColumnType, string> form = format switch
        {
            FileFormat.Csv => (value, type) => TextForm.Csv(value, type, options),
            FileFormat.JsonLines => (value, type) => JsonForm.Of(value, type),
            _ => TextForm.Parquet,
        };
        string items = string.Join(", ", columns.Select(c => $"{form(Sql.Name(c.Name), c.Type)} AS {Sql.Name(c.Name)}"));
        string before = earlier is null ? "" : $"SELECT * FROM read_parquet({Sql.Text(earlier)}) UNION ALL ";
        string how = $"{Format(format, options, sink, name)}, USE_TMP_FILE false, RETURN_FILES true";
        return $"COPY ({before}SELECT {items} FROM ({relation})) TO {Sql.Text(path)} ({how})";
    }

    private static string Format(FileFormat format, FileSinkOptions options, string sink, string name)
    {
        string compression = Compression(format, options.Compression, sink, name);
        CsvOptions csv = options.Csv;
        return format switch
        {
            FileFormat.Csv => $"FORMAT csv, HEADER {(csv.Header ? "true" : "false")}, DELIMITER {Sql.Text($"{csv.Delimiter}")}, "
                + $"QUOTE {Sql.Text($"{csv.Quote}")}, ESCAPE {Sql.Text($"{csv.Quote}")}, NULLSTR {Sql.Text(csv.Null)}, "
                + $"COMPRESSION {compression}",
            FileFormat.JsonLines => $"FORMAT json, COMPRESSION {compression}",
            _ => $"FORMAT parquet, COMPRESSION {compression}",
        };
    }

    private static string Compression(FileFormat format, string asked, string sink, string name) =>
        (format, asked.ToLowerInvariant()) switch
        {
            (FileFormat.Parquet, "auto" or "snappy") => "snappy",
            (FileFormat.Parquet, "none") => "uncompressed",
            (_, "auto") when name.EndsWith(".gz", StringComparison.Ordinal) => "gzip",
            (_, "auto") when name.EndsWith(".zst", StringComparison.Ordinal) => "zstd",
            (_, "auto") => "none",
            (_, "none") => "none",
            (_, "gzip" or "gz") => "gzip",
            (_, "zstd") => "zstd",
            _ => throw FileErrors.UnknownOption(sink, "compression", asked, "auto, none, gzip, zstd"
                + (format == FileFormat.Parquet ? ", snappy" : "")),
        };
}
