using System.Collections.Immutable;
using System.Globalization;
using Apache.Arrow;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>The rows that a console shows, fetched from the cluster; the embedded engine prints them as its own.</summary>
internal sealed class ConsoleFeed(SparkBatch spark, ConsoleSink sink, SparkRowSet rows)
{
    public async Task<PreparedWrite> ShowAsync(CancellationToken cancel)
    {
        await using DuckDbSession session = await DuckDbSession.OpenAsync(spark.Run, cancel);
        return await sink.ShowAsync(session, await RelationAsync(cancel), rows.Columns, rows.Rows, cancel);
    }

    private async Task<string> RelationAsync(CancellationToken cancel)
    {
        string list = string.Join(", ", rows.Columns.Select(c => SparkTypes.Name(c.Name)));
        string limit = sink.Limit.ToString(CultureInfo.InvariantCulture);
        string sql = $"SELECT {list} FROM (\n{rows.Sql}\n) ORDER BY {SplitRelation.Ordinal} LIMIT {limit}";
        List<string> values = [];
        await foreach (RecordBatch batch in spark.Session.QueryAsync(
            await spark.QueryAsync(sql, sink.Name, cancel), spark.Watch(sink.Name), cancel))
        {
            for (int row = 0; row < batch.Length; row++)
            {
                int at = row;
                values.Add($"({string.Join(", ", rows.Columns.Select((c, i) => EmbeddedLiteral.Of(batch.Column(i), at, c.Type)))})");
            }
        }

        return values.Count > 0 ? $"SELECT * FROM (VALUES {string.Join(",\n", values)}) AS t({Names(rows.Columns)})" : NoRows;
    }

    private string NoRows =>
        $"SELECT {string.Join(", ", rows.Columns.Select(c => $"NULL AS {Sql.Name(c.Name)}"))} WHERE false";

    private static string Names(ImmutableArray<Runtime.Column> columns) => string.Join(", ", columns.Select(c => Sql.Name(c.Name)));
}
