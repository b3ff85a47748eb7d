using DuckDB.NET.Data;
using FlowLang.Connectors.Spark;
using FlowLang.EndToEnd.Tests.Build;
using FlowLang.Runtime;

namespace FlowLang.EndToEnd.Tests.Google;

/// <summary>
/// A real Spark reads the objects that the executable found, by their addresses. Its `gs` file system is Hadoop's view of a folder with
/// copies of the objects: Google's is not among what tests have.
/// </summary>
public sealed class ClusterBucketTests
{
    [SkippableFact]
    public async Task Spark_reads_Parquet_of_a_bucket_and_what_is_not_committed_is_left_out()
    {
        string session = Guid.NewGuid().ToString();
        string url = $"{SparkAddress.Require()}/;session_id={session}";
        using BucketObjects bucket = await BucketObjects.NewAsync();
        using TemporaryFolder folder = new();
        await AddAsync(bucket, folder, "trips/a.parquet", 1, null);
        await AddAsync(bucket, folder, "trips/b{c} d.parquet", 2, null);
        await AddAsync(bucket, folder, "trips/part-0-dead.parquet", 100, "dead");

        SparkConnection cluster = new("cluster", new SparkOptions { Url = new Secret("url", url) });
        await using SparkSession spark = await SparkSession.OpenAsync(cluster, CancellationToken.None);
        await spark.SetAsync(
            new Dictionary<string, string>
            {
                ["fs.gs.impl"] = "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme",
                ["fs.gs.impl.disable.cache"] = "true",
                [$"fs.viewfs.mounttable.{bucket.Name}.link./taxi"] = $"file://{folder["objects"]}",
            },
            CancellationToken.None);
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, $$"""
            connection lake: gcs { bucket: "{{bucket.Name}}", prefix: "taxi" }
            connection cluster: spark { url: "{{url}}" }
            source trips: { n: int64 } from lake.parquet("trips/*.parquet") { expose: [source_file] }
            pipeline main on cluster { write trips to console }
            """);
        CommandResult run = await program.RunAsync();
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("1  trips/a.parquet", run.Output, StringComparison.Ordinal);
        Assert.Contains("2  trips/b{c} d.parquet", run.Output, StringComparison.Ordinal);
        Assert.Contains("read 2 = written 2", run.Output, StringComparison.Ordinal);
    }

    private static async Task AddAsync(BucketObjects bucket, TemporaryFolder folder, string name, int n, string? run)
    {
        folder.Write($"objects/{name}", "");
        await using (DuckDBConnection duck = new("DataSource=:memory:"))
        {
            await duck.OpenAsync();
            using DuckDBCommand copy = duck.CreateCommand();
            copy.CommandText = $"COPY (SELECT {n}::BIGINT AS n) TO '{folder[$"objects/{name}"]}' (FORMAT parquet)";
            await copy.ExecuteNonQueryAsync();
        }

        await bucket.PutAsync($"taxi/{name}", await File.ReadAllBytesAsync(folder[$"objects/{name}"]), run);
    }
}
