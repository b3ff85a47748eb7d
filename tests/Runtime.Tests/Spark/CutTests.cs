using Apache.Arrow;
using FlowLang.Connectors.Spark;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>Connections that break while something runs.</summary>
[Collection(SparkCollection.Name)]
public sealed class CutTests
{
    private const int Rows = 3_000_000;

    [SkippableFact]
    public async Task A_result_that_is_cut_again_and_again_arrives_whole_and_once()
    {
        SparkServer.Require();
        await using CuttingProxy proxy = new(cuts: 4, after: 3_000_000);
        await using SparkSession session = await SparkServer.Connect(proxy.Url).OpenAsync(CancellationToken.None);
        long next = 0;
        await foreach (RecordBatch batch in session.QueryAsync(new SparkQuery($"SELECT id FROM range(0, {Rows}, 1, 3)")))
        {
            Int64Array ids = (Int64Array)batch.Column(0);
            for (int i = 0; i < ids.Length; i++)
            {
                Assert.Equal(next++, ids.Values[i]);
            }
        }

        Assert.Equal(Rows, next);
        Assert.Equal(4, proxy.Cuts);
    }

    [SkippableFact]
    public async Task A_write_that_is_cut_runs_once()
    {
        SparkServer.Require();
        string folder = Path.Combine(Path.GetTempPath(), $"flow-spark-{Guid.NewGuid():N}");
        try
        {
            await using SparkSession session = await SparkServer.OpenAsync();

            // The cut comes with the first bytes of an answer: setting up has passed by then on the connection that was cut before.
            await using CuttingProxy proxy = new(cuts: 1, after: 2_000);
            await using SparkSession cut = await SparkServer.Connect(proxy.Url).OpenAsync(CancellationToken.None);
            for (int i = 0; i < 5; i++)
            {
                await cut.WriteAsync(
                    new SparkQuery("SELECT id FROM range(0, 1000, 1, 2)"),
                    new SparkWrite("parquet", SparkWriteMode.Append) { Path = folder });
            }

            Assert.Equal(1, proxy.Cuts);
            Assert.Equal(
                ["5000|1000"], await SparkServer.RowsAsync(session, $"SELECT count(*), count(DISTINCT id) FROM parquet.`{folder}`"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public async Task A_server_that_does_not_come_back_is_a_transient_error()
    {
        SparkServer.Require();
        await using CuttingProxy proxy = new(cuts: 0, after: 0);
        await using SparkSession session =
            await SparkServer.Connect(proxy.Url, TimeSpan.FromSeconds(1)).OpenAsync(CancellationToken.None);
        FlowError e = await SparkServer.FailAsync(async () =>
        {
            SparkQuery query = new($"SELECT id FROM range(0, {Rows}, 1, 3)") { Title = "query of x" };
            await foreach (RecordBatch batch in session.QueryAsync(query))
            {
                proxy.GoDown();
            }
        });
        Assert.Equal(("RT8007", true), (e.Code, e.Transient));
        Assert.Contains("query of x", e.Message, StringComparison.Ordinal);
        e = await SparkServer.FailAsync(() => session.ExplainAsync(new SparkQuery("SELECT 1"), CancellationToken.None));
        Assert.Equal(("RT8007", true), (e.Code, e.Transient));
    }

    [SkippableFact]
    public async Task A_session_that_the_server_gave_up_is_a_transient_error()
    {
        SparkServer.Require();
        string url = $"{SparkServer.Url}/;session_id={Guid.NewGuid()}";
        await using SparkSession session = await SparkServer.Connect(url).OpenAsync(CancellationToken.None);
        await session.CreateViewAsync("v", new SparkQuery("SELECT 1 AS a"), CancellationToken.None);
        await (await SparkServer.Connect(url).OpenAsync(CancellationToken.None)).DisposeAsync();
        foreach (Func<Task> use in new Func<Task>[]
        {
            () => SparkServer.RowsAsync(session, "SELECT * FROM v"),
            () => session.SchemaAsync(new SparkQuery("SELECT * FROM v"), CancellationToken.None),
            () => session.ExecuteAsync(new SparkQuery("SET x = 1")),
        })
        {
            FlowError e = await SparkServer.FailAsync(use);
            Assert.Equal(("RT8008", true), (e.Code, e.Transient));
        }
    }
}
