using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Text files that Spark reads line by line from the same path as this process. What a line's columns are is computed there by the rules
/// of the embedded engine's own readers; files are checked against the declared columns before the first row.
/// </summary>
internal abstract class TextView(SparkBatch spark, TextSource source)
{
    /// <summary>The line without its end.</summary>
    protected const string Line = "__line";

    /// <summary>BOOLEAN: the record goes over the end of its line.</summary>
    protected const string IsOpen = "__open";

    // By the ends of their names Spark chooses how files are unpacked.
    private static readonly string[] s_packed = [".gz", ".bz2", ".deflate", ".snappy", ".lz4", ".zst", ".zstd", ".xz"];

    protected ImmutableArray<Column> Columns => source.Columns;

    public async Task<SourceRows> DefineAsync(string relation, CancellationToken cancel)
    {
        (ImmutableArray<DataFile> files, bool isRemote) = await ClusterListing.MatchAsync(
            spark, () => source.Match(spark.Run), source.PlaceOf(spark.Run), source.Name, cancel);
        if (isRemote)
        {
            throw SparkErrors.TextOnlyThere(source.Name, files[0].Name);
        }

        string records = spark.FreshName(relation);
        string sql = string.Join("\nUNION ALL\n", files.Select(FileSql));
        await spark.DefineAsync(records, sql, source.Name, cancel);
        await spark.DefineAsync(relation, RowsSql($"SELECT * FROM {SparkTypes.Name(records)}"), source.Name, cancel);
        long? rows = spark.Run.DryRun ? null : await CountAsync(SparkTypes.Name(records), cancel);
        return new SourceRows(source.Name, rows, files.Sum(f => f.Length), files.Length);
    }

    /// <summary>Lines that are records of their own, the header left out, with what <see cref="RowsSql"/> needs of them.</summary>
    /// <param name="lines">Has <see cref="Line"/>, <c>__row</c>.</param>
    protected abstract string RecordsSql(DataFile file, string lines);

    /// <summary>The declared columns as raw text, and the columns that tell where a row is from.</summary>
    protected abstract string RowsSql(string records);

    /// <summary>Whether a line is none at all.</summary>
    protected abstract string IsBlank { get; }

    // Tasks read a file in pieces, so that a record's number is known where they are put in their order.
    private string FileSql(DataFile file)
    {
        CheckPacking(file);
        string text = $"text.{SparkTypes.Name(SparkPath.ToRead(file, source.Name))} WITH ('lineSep' = '\\n')";
        const string unended = "CASE WHEN endswith(value, '\\r') "
            + "THEN CAST(substring(CAST(value AS BINARY), 1, octet_length(value) - 1) AS STRING) ELSE value END";
        string lines = $"""
            SELECT *, CAST(row_number() OVER (ORDER BY __start, __at) AS BIGINT) AS {FlagColumns.Row} FROM (
              SELECT {unended} AS {Line}, _metadata.file_block_start AS __start, monotonically_increasing_id() AS __at FROM {text}
            ) WHERE NOT ({IsBlank})
            """;
        return $"SELECT {SqlLiterals.Text(file.Name)} AS {FlagColumns.File}, * FROM (\n{RecordsSql(file, lines)}\n)";
    }

    private void CheckPacking(DataFile file)
    {
        string end = Path.GetExtension(file.Path).ToLowerInvariant();
        bool isGzip = source.MethodOf(file) == "gzip";
        if (isGzip ? Path.GetExtension(file.Path) != ".gz" : s_packed.Contains(end))
        {
            throw SparkErrors.PackedOtherwise(source.Name, file.Name, isGzip);
        }
    }

    private async Task<long> CountAsync(string records, CancellationToken cancel)
    {
        string limit = RecordBuffer.MaxRecord.ToString(CultureInfo.InvariantCulture);
        var files = await spark.RowsAsync(
            $"SELECT {FlagColumns.File}, count(*), min(CASE WHEN {IsOpen} THEN {FlagColumns.Row} END), "
            + $"min(CASE WHEN octet_length({Line}) >= {limit} THEN {FlagColumns.Row} END) FROM {records} GROUP BY 1 ORDER BY 1",
            source.Name,
            cancel);
        foreach (var file in files)
        {
            if (file[3] is { } tooLong)
            {
                throw FileErrors.RecordTooLong(source.Name, file[0] ?? "", Numbers.Long(tooLong), RecordBuffer.MaxRecord);
            }

            if (file[2] is { } open)
            {
                throw SparkErrors.OpenQuote(source.Name, file[0] ?? "", Numbers.Long(open));
            }
        }

        return files.Sum(file => Numbers.Long(file[1]));
    }
}
