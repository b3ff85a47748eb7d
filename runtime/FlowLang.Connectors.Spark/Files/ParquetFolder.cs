using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Parquet that Spark's tasks write beside the target, in a folder that both see; the run's commit gives it its name. One file is
/// written by one task, as is what a folder gets added.
/// </summary>
internal sealed class ParquetFolder(SparkBatch spark, FileSink sink, SparkRowSet rows)
{
    private const string Written = "written";

    public async Task<PreparedWrite> WriteAsync(CancellationToken cancel)
    {
        await CheckPartAsync(cancel);
        PendingFile pending = sink.Reserve(spark.Run);
        SparkWatch watch = spark.Watch(sink.Name);
        string folder = pending.IsFolder ? pending.Aside : pending.Aside + ".parts";
        try
        {
            string list = string.Join(", ", rows.Columns.Select(Stored));
            string from = pending.IsFolder ? rows.Sql : OneTaskSql();
            SparkQuery query = await spark.QueryAsync($"SELECT {list} FROM (\n{from}\n)", $"write to {sink.Name}", cancel);
            SparkWrite write = new("parquet", SparkWriteMode.Append) { Path = SparkPath.Of(folder) };
            SparkQuery counted = query with { Observations = [new(Written, ["count(*) AS rows"])] };
            await spark.Session.WriteAsync(counted, write, watch, cancel);
            Settle(folder, pending);
        }
        finally
        {
            if (!pending.IsFolder && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return new PreparedWrite(watch.Observed.GetValueOrDefault(Written)?.GetValueOrDefault("rows") is long stored ? stored : 0);
    }

    private string OneTaskSql()
    {
        string sql = $"SELECT /*+ COALESCE(1) */ * FROM (\n{rows.Sql}\n)";
        return rows.IsOrdered ? $"SELECT * FROM ({sql}) SORT BY {SplitRelation.Ordinal}" : sql;
    }

    // Files of one folder are read together, so a part with other columns would break every reader.
    private async Task CheckPartAsync(CancellationToken cancel)
    {
        if (sink.LastPart(spark.Run) is { } part)
        {
            SparkSource there = new("parquet") { Title = sink.Name, Paths = [SparkPath.ToRead(part)] };
            string[] found = [.. (await spark.Session.SchemaAsync(there, cancel)).Select(c => $"{c.Name}: {c.NativeType}")];
            string[] expected = [.. rows.Columns.Select(c => $"{c.Name}: {Told(c.Type)}")];
            if (!found.SequenceEqual(expected))
            {
                throw sink.OtherColumns(part, found, expected);
            }
        }
    }

    // What the writer leaves beside its files (markers, checksums) is no part of the target.
    private static void Settle(string folder, PendingFile pending)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { AttributesToSkip = default }))
        {
            if (!file.EndsWith(".parquet", StringComparison.Ordinal))
            {
                File.Delete(file);
            }
            else if (!pending.IsFolder)
            {
                File.Move(file, pending.Aside);
            }
        }
    }

    // As Spark itself writes a type's name.
    private static string Told(ColumnType type) => SparkTypes.Ddl(type).Replace(", ", ",", StringComparison.Ordinal);

    private static string Stored(Column column)
    {
        string name = SparkTypes.Name(column.Name);
        return column.Type.Kind is ColumnKind.Float32 or ColumnKind.Float64 ? $"{name} + 0 AS {name}" : name;
    }
}
