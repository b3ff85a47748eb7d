using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Rows that Spark's tasks write by JDBC into the run's staging table, each with its ordinal: a task that was repeated may have written
/// some twice. The staging area takes each once and counts them.
/// </summary>
internal sealed class JdbcFeed(SparkBatch spark, PostgresSink sink, SparkRowSet rows) : TableFeed(spark.Run, rows.Columns)
{
    private const string BatchSize = "10000";

    public override async Task<long> FillAsync(PostgresSession session, string table, bool isFresh, CancellationToken cancel)
    {
        StagedRows staged = await StageAsync(PostgresTransaction.Of(sink.Connection, Run), cancel);
        string list = string.Join(", ", Columns.Select(c => PostgresName(c.Name)));
        await session.ExecuteAsync($"INSERT INTO {table} ({list}) SELECT {list} FROM {staged.Table}", cancel);
        return staged.Rows;
    }

    public override async Task<StagedRows> StageAsync(PostgresTransaction transaction, CancellationToken cancel)
    {
        StagingArea staging = await transaction.StagingAsync(cancel);
        return await staging.StageAsync(Columns, SplitRelation.Ordinal, rows.Rows, WriteAsync, cancel);
    }

    private async Task WriteAsync(string table, CancellationToken cancel)
    {
        JdbcTarget target = sink.Connection.Jdbc;
        string title = $"write to {sink.Name}";
        string list = string.Join(", ", Columns.Select(Sent).Append(SplitRelation.Ordinal));
        SparkQuery query = await spark.QueryAsync($"SELECT {list} FROM (\n{rows.Sql}\n)", title, cancel);
        SparkWrite write = new("jdbc", SparkWriteMode.Append)
        {
            Options = JdbcOptions.Of(target).Add("dbtable", table).Add("batchsize", BatchSize),
            SecretOptions = JdbcOptions.Secrets(target),
        };
        await spark.Session.WriteAsync(query, write, spark.Watch(title), cancel);
    }

    // What the driver has no type for, or would bring through a calendar of its own, goes as text that the server reads.
    private static string Sent(Column column)
    {
        string name = SparkTypes.Name(column.Name);
        string value = column.Type.Kind switch
        {
            ColumnKind.Float32 or ColumnKind.Float64 => $"{name} + 0",
            ColumnKind.Date => $"CAST({name} AS STRING)",
            ColumnKind.Instant => $"flow_instant_text({name})",
            ColumnKind.DateTime => $"flow_datetime_text({name})",
            ColumnKind.Time => $"flow_time_text({name})",
            _ => name,
        };
        return $"{value} AS {name}";
    }

    private static string PostgresName(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
