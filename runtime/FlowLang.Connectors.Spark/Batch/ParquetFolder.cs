using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Parquet that Spark's tasks write beside the target, in a folder that both see; the run's commit gives it its name. One file is written by
/// one task.
/// </summary>
internal sealed class ParquetFolder(SparkBatch spark, FileSink sink, SparkRowSet rows)
{
    public async Task<PreparedWrite> WriteAsync(CancellationToken cancel)
    {
        PendingFile pending = sink.Reserve(spark.Run);
        string folder = pending.IsFolder ? pending.Aside : pending.Aside + ".parts";
        try
        {
            string list = string.Join(", ", rows.Columns.Select(Stored));
            string hint = pending.IsFolder ? "" : "/*+ COALESCE(1) */ ";
            SparkQuery query = await spark.QueryAsync($"SELECT {hint}{list} FROM (\n{rows.Sql}\n)", $"write to {sink.Name}", cancel);
            SparkWrite write = new("parquet", SparkWriteMode.Append) { Path = new Uri(folder).AbsoluteUri };
            await spark.Session.WriteAsync(query, write, spark.Watch(sink.Name), cancel);
            Settle(folder, pending);
        }
        finally
        {
            if (!pending.IsFolder && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        string path = new Uri(pending.Aside).AbsoluteUri;
        var stored = await spark.RowsAsync($"SELECT count(*) FROM parquet.{SparkTypes.Name(path)}", $"check of {sink.Name}", cancel);
        return new PreparedWrite(Numbers.Long(stored[0][0]));
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

    private static string Stored(Column column)
    {
        string name = SparkTypes.Name(column.Name);
        return column.Type.Kind is ColumnKind.Float32 or ColumnKind.Float64 ? $"{name} + 0 AS {name}" : name;
    }
}
