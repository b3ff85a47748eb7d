using Apache.Arrow;
using FlowLang.Connectors.Spark;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>
/// Operations that are given up. Each one here would hold every task slot of the cluster for days, so the query after it is answered only
/// when it was stopped there.
/// </summary>
[Collection(SparkCollection.Name)]
public sealed class CancelTests
{
    private const string Endless = "SELECT sum(sin(id)) FROM range(0, 9000000000000000, 1, 512)";

    [SkippableFact]
    public async Task A_cancelled_query_stops_in_the_cluster()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        using CancellationTokenSource stop = new();
        SparkWatch watch = new(progress => CancelWhenRunning(progress, stop));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (RecordBatch batch in session.QueryAsync(new SparkQuery(Endless), watch, stop.Token))
            {
                Assert.Fail("an endless query has no rows");
            }
        });
        await AnswersAsync(session);
    }

    [SkippableFact]
    public async Task A_cancelled_statement_stops_in_the_cluster()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        using CancellationTokenSource stop = new();
        string folder = Path.Combine(Path.GetTempPath(), $"flow-spark-{Guid.NewGuid():N}");
        SparkWatch watch = new(progress => CancelWhenRunning(progress, stop));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.WriteAsync(
            new SparkQuery(Endless), new SparkWrite("parquet", SparkWriteMode.ErrorIfExists) { Path = folder }, watch, stop.Token));
        await AnswersAsync(session);
        Assert.False(File.Exists(Path.Combine(folder, "_SUCCESS")));
    }

    [SkippableFact]
    public async Task A_result_that_nobody_reads_on_stops_in_the_cluster()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        const string EndlessAfterOne = "SELECT 7L AS id UNION ALL SELECT id FROM range(0, 9000000000000000, 1, 512) WHERE sin(id) > 2";
        long first = 0;
        await foreach (RecordBatch batch in session.QueryAsync(new SparkQuery(EndlessAfterOne)))
        {
            first = ((Int64Array)batch.Column(0)).Values[0];
            break;
        }

        Assert.Equal(7, first);
        await AnswersAsync(session);
    }

    [SkippableFact]
    public async Task A_query_that_somebody_else_stops_says_so()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SparkWatch watch = new(progress => Release(progress, running));
        Task query = SparkServer.BatchesAsync(session, new SparkQuery(Endless) { Title = "query of x" }, watch);
        await running.Task;
        await session.InterruptAsync(CancellationToken.None);
        FlowError e = await SparkServer.FailAsync(() => query);
        Assert.Equal(("RT8013", false), (e.Code, e.Transient));
        await AnswersAsync(session);
    }

    [SkippableFact]
    public async Task A_session_that_is_left_takes_what_runs_in_it_along()
    {
        SparkServer.Require();
        SparkSession left = await SparkServer.OpenAsync();
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SparkWatch watch = new(progress => Release(progress, running));
        Task query = SparkServer.BatchesAsync(left, new SparkQuery(Endless), watch);
        await running.Task;
        await left.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => query);
        await using SparkSession session = await SparkServer.OpenAsync();
        await AnswersAsync(session);
    }

    private static void CancelWhenRunning(SparkProgress progress, CancellationTokenSource stop)
    {
        if (progress.RunningTasks > 0)
        {
            stop.Cancel();
        }
    }

    private static void Release(SparkProgress progress, TaskCompletionSource running)
    {
        if (progress.RunningTasks > 0)
        {
            running.TrySetResult();
        }
    }

    private static async Task AnswersAsync(SparkSession session)
    {
        Task<string[]> answer = SparkServer.RowsAsync(session, "SELECT sum(id) FROM range(0, 100, 1, 4)");
        Assert.Same(answer, await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMinutes(1))));
        Assert.Equal(["4950"], await answer);
    }
}
