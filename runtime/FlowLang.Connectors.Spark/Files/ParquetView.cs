using System.Collections.Immutable;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Parquet files that Spark reads by itself. Columns are cast to the declared types where
/// that only widens; each file's schema is compared before the first row.
/// </summary>
internal sealed class ParquetView(SparkBatch spark, ParquetFiles source)
{
    public async Task<SourceRows> DefineAsync(string relation, CancellationToken cancel)
    {
        ImmutableArray<DataFile> files = await source.ListAsync(cancel);
        List<(string Select, List<DataFile> Files)> groups = [];
        foreach (DataFile file in files)
        {
            string select = Select(await spark.Session.SchemaAsync(Files([file], file.Name), cancel), file.Name);
            if (groups.Count == 0 || groups[^1].Select != select)
            {
                groups.Add((select, []));
            }

            groups[^1].Files.Add(file);
        }

        List<string> parts = [];
        foreach ((string select, List<DataFile> group) in groups)
        {
            parts.AddRange(source.NeedsOrigin
                ? group.Select(f => OneFile(select, f))
                : [await ManyFilesAsync(select, group, relation, cancel)]);
        }

        await spark.DefineAsync(relation, string.Join("\nUNION ALL\n", parts), source.Name, cancel);
        var rows = spark.Run.DryRun ? [] : await spark.RowsAsync($"SELECT count(*) FROM {SparkTypes.Name(relation)}", source.Name, cancel);
        return new SourceRows(source.Name, rows is [[{ } count]] ? Numbers.Long(count) : null, files.Sum(f => f.Length), files.Length);
    }

    /// <summary>The columns of the last file, and whether any file has nulls in them, which writers of Parquet do not tell.</summary>
    public async Task<ImmutableArray<LiveColumn>> DescribeAsync(CancellationToken cancel)
    {
        ImmutableArray<DataFile> files = await source.ListAsync(cancel);
        ImmutableArray<LiveColumn> live = await spark.Session.SchemaAsync(Files([files[^1]], files[^1].Name), cancel);
        string view = spark.FreshName("described");
        await spark.Session.CreateViewAsync(view, Files(files, source.Name), cancel);
        string counts = string.Join(", ", live.Select(c => SparkTypes.Name(c.Name))
            .Select(name => $"count(*) = 0 OR count({name}) < count(*)"));
        var rows = await spark.RowsAsync($"SELECT {counts} FROM {SparkTypes.Name(view)}", source.Name, cancel);
        return [.. live.Select((column, i) => column with { Nullable = rows[0][i] == "true" })];
    }

    // A row's number is a column that only a file named in the query has.
    private string OneFile(string select, DataFile file) =>
        $"SELECT {select}, {SqlLiterals.Text(file.Name)} AS {FlagColumns.File}, _metadata.row_index + 1 AS {FlagColumns.Row}, "
        + $"CAST(NULL AS STRING) AS {FlagColumns.Bad} FROM parquet.{SparkTypes.Name(SparkPath.ToRead(file, source.Name))}";

    private async Task<string> ManyFilesAsync(string select, IEnumerable<DataFile> files, string relation, CancellationToken cancel)
    {
        string view = spark.FreshName(relation);
        await spark.Session.CreateViewAsync(view, Files(files, source.Name), cancel);
        return $"SELECT {select}, CAST(NULL AS STRING) AS {FlagColumns.File}, CAST(NULL AS BIGINT) AS {FlagColumns.Row}, "
            + $"CAST(NULL AS STRING) AS {FlagColumns.Bad} FROM {SparkTypes.Name(view)}";
    }

    private SparkSource Files(IEnumerable<DataFile> files, string title) => new("parquet")
    {
        Title = $"reading {title}",
        Paths = [.. files.Select(f => SparkPath.ToRead(f, source.Name))],
    };

    private string Select(ImmutableArray<LiveColumn> live, string file)
    {
        List<string> items = [];
        List<string> differences = [];
        foreach (Column column in source.Columns)
        {
            LiveColumn? found = live.FirstOrDefault(l => l.Name == column.Name);
            if (found is null)
            {
                differences.Add($"- {column}   is missing");
            }
            else if (found.Type is null || !Fits(found.Type, column.Type))
            {
                differences.Add($"- {column}   is {found.Type?.ToString() ?? found.NativeType} in the file");
            }
            else
            {
                items.Add($"CAST({SparkTypes.Name(column.Name)} AS {SparkTypes.Ddl(column.Type)}) AS {SparkTypes.Name(column.Name)}");
            }
        }

        return differences.Count == 0
            ? string.Join(", ", items)
            : throw FileErrors.Schema(source.Name, file, string.Join('\n', differences));
    }

    // The engine has no json of its own, and reads what a file marks as uuid or time as text or microseconds.
    private static bool Fits(ColumnType found, ColumnType declared) =>
        Widening.Allows(found, declared) || (found.Kind, declared.Kind) is (ColumnKind.Text, ColumnKind.Json);
}
