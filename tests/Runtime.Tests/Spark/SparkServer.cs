using System.Collections.Immutable;
using Apache.Arrow;
using FlowLang.Connectors.Spark;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>The Spark Connect server that FLOW_SPARK names.</summary>
internal static class SparkServer
{
    public static string Url => SparkAddress.Require();

    public static string Host => new Uri(Url).Host;

    public static int Port => new Uri(Url).Port;

    /// <summary>Skips by name where there is no server; fails where the environment says that there must be one.</summary>
    public static void Require() => SparkAddress.Require();

    public static SparkConnection Connect(string? url = null, TimeSpan? patience = null) => new("cluster", new SparkOptions
    {
        Url = new Secret("url", url ?? Url),
        Patience = patience ?? TimeSpan.FromMinutes(2),
    });

    public static Task<SparkSession> OpenAsync() => Connect().OpenAsync(CancellationToken.None);

    public static async Task<List<RecordBatch>> BatchesAsync(SparkSession session, SparkRelation relation, SparkWatch? watch = null)
    {
        List<RecordBatch> batches = [];
        await foreach (RecordBatch batch in session.QueryAsync(relation, watch))
        {
            batches.Add(batch);
        }

        return batches;
    }

    /// <summary>Each row as its cells' texts, joined by |; nulls are empty.</summary>
    public static async Task<string[]> RowsAsync(SparkSession session, SparkRelation relation, ImmutableArray<Column>? columns = null)
    {
        List<string> rows = [];
        foreach (RecordBatch batch in await BatchesAsync(session, relation))
        {
            ImmutableArray<Column> read = columns ?? SparkRows.Columns(batch.Schema);
            rows.AddRange(Enumerable.Range(0, batch.Length).Select(
                row => string.Join('|', read.Select((column, i) => SparkRows.Text(batch, row, i, column)))));
        }

        return [.. rows];
    }

    public static Task<string[]> RowsAsync(SparkSession session, string sql) => RowsAsync(session, new SparkQuery(sql));

    public static async Task<FlowError> FailAsync(Func<Task> action) => (await Assert.ThrowsAsync<FlowException>(action)).Error;
}
