using System.Collections.Immutable;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Parquet files that Spark reads from the same path as this process: a folder that both see. Columns are cast to the declared types where
/// that only widens; each file's schema is compared before the first row.
/// </summary>
internal sealed class ParquetView(SparkBatch spark, ParquetSource source)
{
    public async Task<SourceRows> DefineAsync(string relation, CancellationToken cancel)
    {
        ImmutableArray<DataFile> files = source.Match(spark.Run);
        List<(string Select, List<string> Paths)> groups = [];
        foreach (DataFile file in files)
        {
            SparkSource one = Files([file.Path], file.Name);
            string select = Select(await spark.Session.SchemaAsync(one, cancel), file.Name);
            if (groups.Count == 0 || groups[^1].Select != select)
            {
                groups.Add((select, []));
            }

            groups[^1].Paths.Add(file.Path);
        }

        List<string> parts = [];
        foreach ((string select, List<string> paths) in groups)
        {
            string view = spark.FreshName(relation);
            await spark.Session.CreateViewAsync(view, Files(paths, source.Name), cancel);
            parts.Add($"SELECT {select}, {Origin} FROM {SparkTypes.Name(view)}");
        }

        await spark.DefineAsync(relation, string.Join("\nUNION ALL\n", parts), source.Name, cancel);
        var rows = spark.Run.DryRun ? [] : await spark.RowsAsync($"SELECT count(*) FROM {SparkTypes.Name(relation)}", source.Name, cancel);
        return new SourceRows(source.Name, rows is [[{ } count]] ? Numbers.Long(count) : null, files.Sum(f => f.Length), files.Length);
    }

    // The path as the engine has it is a URI; behind the root's length it is the name that messages show.
    private string Origin => source.NeedsOrigin
        ? $"substring(url_decode(replace(regexp_replace(_metadata.file_path, '^file:/*', '/'), '+', '%2B')), {source.Root.TrimEnd('/').Length + 2}) " +
            $"AS {FlagColumns.File}, _metadata.row_index + 1 AS {FlagColumns.Row}, CAST(NULL AS STRING) AS {FlagColumns.Bad}"
        : $"CAST(NULL AS STRING) AS {FlagColumns.File}, CAST(NULL AS BIGINT) AS {FlagColumns.Row}, CAST(NULL AS STRING) AS {FlagColumns.Bad}";

    private static SparkSource Files(IEnumerable<string> paths, string title) => new("parquet")
    {
        Title = $"reading {title}",
        Paths = [.. paths.Select(p => new Uri(p).AbsoluteUri)],
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

        return differences.Count == 0 ? string.Join(", ", items) : throw FileErrors.Schema(source.Name, file, string.Join('\n', differences));
    }

    // The engine has no json of its own, and reads what a file marks as uuid or time as text or microseconds.
    private static bool Fits(ColumnType found, ColumnType declared) =>
        Widening.Allows(found, declared) || (found.Kind, declared.Kind) is (ColumnKind.Text, ColumnKind.Json);
}
