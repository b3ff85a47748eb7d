using System.Collections.Immutable;
using FlowLang.Connectors.Spark;
using FlowLang.Runtime.Tests.Postgres;
using Npgsql;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>Writes by Spark, and what it counts meanwhile.</summary>
[Collection(SparkCollection.Name)]
public sealed class WriteTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"flow-spark-{Guid.NewGuid():N}");

    [SkippableFact]
    public async Task Files_are_written_in_partitions_and_rows_are_counted_on_the_way()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        SparkQuery query = new("SELECT id, id % 2 AS half, CAST(id AS DECIMAL(20, 2)) AS n FROM range(0, 1000, 1, 4)")
        {
            Observations = [new("written", ["count(*) AS rows", "max(n) AS top", "count_if(half = 3) AS none", "min(null) AS empty"])],
        };
        SparkWatch watch = new();
        await session.WriteAsync(
            query, new SparkWrite("parquet", SparkWriteMode.Overwrite) { Path = _folder, PartitionBy = ["half"] }, watch);
        ImmutableDictionary<string, object?> written = watch.Observed["written"];
        Assert.Equal((1000L, "999.00", 0L, null), (written["rows"], written["top"], written["none"], written["empty"]));
        Assert.Equal(["half=0", "half=1"], Directory.GetDirectories(_folder).Select(Path.GetFileName).Order());
        Assert.Equal(
            ["500|250000.00"], await SparkServer.RowsAsync(session, $"SELECT count(*), sum(n) FROM parquet.`{_folder}` WHERE half = 1"));
        FlowError again = await SparkServer.FailAsync(
            () => session.WriteAsync(query, new SparkWrite("parquet", SparkWriteMode.ErrorIfExists) { Path = _folder }));
        Assert.Contains("PATH_ALREADY_EXISTS", again.Why, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Operators_are_told_with_their_counters()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        SparkWatch watch = new();
        await SparkServer.BatchesAsync(session, new SparkQuery("SELECT id FROM range(100) WHERE id > 9"), watch);
        Assert.Contains(watch.Nodes, node => node.Name.Contains("Filter", StringComparison.Ordinal) && node.Metrics["numOutputRows"] == 90);
    }

    [SkippableFact]
    public async Task Progress_is_told_in_tasks_and_bytes()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        await session.WriteAsync(
            new SparkQuery("SELECT id FROM range(100000)"), new SparkWrite("parquet", SparkWriteMode.Overwrite) { Path = _folder });
        using CancellationTokenSource stop = new();
        List<SparkProgress> told = [];
        SparkWatch watch = new(progress =>
        {
            told.Add(progress);
            if (progress is { BytesRead: > 0, RunningTasks: > 0 })
            {
                stop.Cancel();
            }
        });

        // The first stage reads the file and ends; the second does not, so there is something to tell.
        string sql = $"""
            SELECT count(*) FROM (SELECT DISTINCT id % 10 AS k FROM parquet.`{_folder}`)
            CROSS JOIN range(0, 9000000000000000, 1, 64) r WHERE sin(k * r.id) > 2
            """;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Apache.Arrow.RecordBatch batch in session.QueryAsync(new SparkQuery(sql), watch, stop.Token))
            {
                Assert.Fail("an endless query has no rows");
            }
        });
        Assert.Contains(told[^1].Stages, stage => stage is { IsDone: true, BytesRead: > 0 });
        Assert.InRange(told[^1].CompletedTasks, 1, told[^1].Tasks - 1);
    }

    [SkippableFact]
    public async Task Tables_of_PostgreSQL_are_read_and_written_by_the_cluster_itself()
    {
        SparkServer.Require();
        PostgresDatabase.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        NpgsqlConnectionStringBuilder at = new(database.ConnectionString);
        ImmutableDictionary<string, string> options = ImmutableDictionary<string, string>.Empty
            .Add("url", $"jdbc:postgresql://{at.Host}:{at.Port}/{at.Database}").Add("user", at.Username ?? "")
            .Add("dbtable", "public.trips");
        ImmutableDictionary<string, Secret> secrets =
            ImmutableDictionary<string, Secret>.Empty.Add("password", new("p", at.Password ?? "none"));
        await session.WriteAsync(
            new SparkQuery("SELECT id, CAST(id AS DECIMAL(12, 2)) AS fare FROM range(0, 1000, 1, 4)"),
            new SparkWrite("jdbc", SparkWriteMode.Append) { Options = options, SecretOptions = secrets });
        Assert.Equal(1000, await database.ScalarAsync<long>("SELECT count(*) FROM public.trips"));
        SparkSource source = new("jdbc") { Options = options, SecretOptions = secrets, Predicates = ["id < 500", "id >= 500"] };
        await session.CreateViewAsync("trips", source, CancellationToken.None);
        const string partitions = "SELECT sum(fare), count(DISTINCT part) FROM (SELECT fare, spark_partition_id() AS part FROM trips)";
        Assert.Equal(["499500.00|2"], await SparkServer.RowsAsync(session, partitions));
        Assert.Equal(
            ["id BIGINT", "fare DECIMAL(12,2)"],
            (await session.SchemaAsync(source, CancellationToken.None)).Select(c => $"{c.Name} {c.NativeType}"));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
