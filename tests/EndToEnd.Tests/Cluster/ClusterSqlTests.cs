using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>`sql cluster …`: Spark says what it gives before rows move, and runs it among the steps of a pipeline.</summary>
public sealed class ClusterSqlTests : IDisposable
{
    private const string Program = """
        secret spark = env("TAXI_SPARK")
        connection lake: files { root: "data" }
        connection cluster: spark { url: spark }
        source rows: { id: int64, n: int32 } from lake.json("a.jsonl")
        transform own =
          from sql cluster (r = rows) -> { n: int32, ids: text } "SQL"
          | where n < 9
        pipeline far on cluster { write own to lake.parquet("own.parquet") }
        source written: { n: int32, ids: text } from lake.parquet("own.parquet")
        pipeline near { write written order by n to lake.csv("own.csv") after: [far] }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Rows_go_through_it()
    {
        CommandResult run = await RunAsync(
            "SELECT n, array_join(array_sort(collect_list(CAST(id AS STRING))), '+') AS ids FROM r GROUP BY n;");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("n,ids\n5,1+3\n6,2\n", await File.ReadAllTextAsync(_folder["data/own.csv"]));
    }

    [SkippableTheory]
    [InlineData(3, "RT5006", "`n` is BIGINT; declared is INT", "SELECT id AS n, 'x' AS ids FROM r")]
    [InlineData(3, "RT5006", "`ids` is missing", "SELECT n FROM r")]
    [InlineData(3, "RT5006", "`more` (INT) is not declared", "SELECT n, 'x' AS ids, 1 AS more FROM r")]
    [InlineData(3, "RT5006", "UNRESOLVED_COLUMN", "SELECT nothing AS n, 'x' AS ids FROM r")]
    [InlineData(1, "RT4001", "`ids` is null", "SELECT n, CASE WHEN id > 5 THEN 'x' END AS ids FROM r")]
    public async Task What_is_not_as_declared_ends_the_run_before_rows_are_written(int exitCode, string code, string said, string sql)
    {
        CommandResult run = await RunAsync(sql);

        Assert.True(run.ExitCode == exitCode, run.ToString());
        Assert.Contains(code, run.ToString(), StringComparison.Ordinal);
        Assert.Contains(said, run.ToString(), StringComparison.Ordinal);
        Assert.Contains("main.flow:", run.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["data/own.parquet"]));
    }

    private async Task<CommandResult> RunAsync(string sql)
    {
        string spark = SparkAddress.Require();
        _folder.Write("data/a.jsonl", "{\"id\":1,\"n\":5}\n{\"id\":2,\"n\":6}\n{\"id\":3,\"n\":5}\n{\"id\":4,\"n\":9}\n");
        BuiltProgram program = await BuiltProgram.FromTextAsync(
            _folder, Program.Replace("\"SQL\"", $"\"{sql}\"", StringComparison.Ordinal));
        program.Variables["TAXI_SPARK"] = spark;
        return await program.RunAsync();
    }
}
