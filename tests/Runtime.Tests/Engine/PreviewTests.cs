using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Spark;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Engine;

/// <summary>The first rows of a relation, as a run would have them, without one.</summary>
public sealed class PreviewTests : IDisposable
{
    private const string Flagged = """
        SELECT n, CASE WHEN n = 3 THEN NULL ELSE repeat('x', n * 10) END AS note,
          CASE WHEN n % 2 = 0 THEN 1 WHEN n = 1 THEN 2 END::INTEGER AS __site,
          NULL::VARCHAR AS __input, NULL::VARCHAR AS __file, NULL::BIGINT AS __row
        FROM (SELECT range AS n FROM range(600))
        """;

    private static readonly ImmutableArray<Column> s_columns = [new("n", ColumnType.Int64), new("note", ColumnType.Text, Nullable: true)];

    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("clean")]
    [InlineData("result")]
    public async Task Kept_rows_are_shown_and_nothing_is_written(string relation)
    {
        RowPreview preview = new(relation);
        var sink = new CollectingSink();
        await RunAsync(preview, sink);
        RowTable table = Assert.IsType<RowTable>(preview.Table);
        Assert.Equal((RowPreview.MostRows, RowPreview.MostRows + 1L), (table.Rows.Length, table.TotalRows));
        Assert.All(table.Rows, row => Assert.True(long.Parse(row[0] ?? "", System.Globalization.CultureInfo.InvariantCulture) % 2 == 1));
        Assert.DoesNotContain(table.Rows, row => row[0] == "1");
        Assert.Contains(table.Rows, row => row is ["3", null]);
        Assert.All(table.Rows, row => Assert.True(row[1] is null || row[1]?.Length <= RowPreview.LongestText + 1));
        Assert.Empty(sink.Rows);
        Assert.Equal(["n", "note"], table.Columns.Select(c => c.Name));
    }

    [Fact]
    public async Task A_relation_that_is_not_computed_has_no_rows()
    {
        RowPreview preview = new("other");
        await RunAsync(preview, new CollectingSink());
        Assert.Null(preview.Table);
    }

    [Fact]
    public async Task What_no_embedded_engine_computes_is_refused()
    {
        PostgresConnection server = new("pg", new PostgresOptions { Url = new Secret("url", "Host=127.0.0.1;Port=1") });
        await using BatchRun run = Run(new RowPreview("result"));
        FlowException pushed = await Assert.ThrowsAsync<FlowException>(() => PostgresBatch.OpenAsync(run, server, default));
        await using DuckDbSession duck = DuckDbSession.ForPassing(run);
        FlowException passed = await Assert.ThrowsAsync<FlowException>(
            () => duck.PassAsync("trips", "result", new CollectingSink(), s_columns, default));
        SparkConnection cluster = new("cluster", new SparkOptions { Url = new Secret("url", "sc://127.0.0.1:1") });
        FlowException sent = await Assert.ThrowsAsync<FlowException>(() => SparkBatch.OpenAsync(run, cluster, default));
        Assert.Equal(("RT7024", "RT7024", "RT7024"), (pushed.Error.Code, passed.Error.Code, sent.Error.Code));
        Assert.Equal("it computes on a cluster", sent.Error.Why);
    }

    private async Task RunAsync(RowPreview preview, BatchSink sink)
    {
        ImmutableArray<FailureSite> sites =
        [
            new(1, FailureAction.Reject, "derive x", "even", "main.flow", 3, 5),
            new(2, FailureAction.Filter, "where n", "", "main.flow", 4, 5),
        ];
        await using BatchRun run = Run(preview);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await duck.CheckAsync(sink, s_columns, default);
        await duck.StageAsync(new Stage("clean") { Sql = Flagged, Columns = s_columns, Sites = sites }, default);
        await duck.WriteAsync(
            new WriteRequest("result") { Sql = "SELECT n, note FROM clean", Columns = s_columns, Sink = sink }, default);
        await run.CommitAsync(default);
    }

    private BatchRun Run(RowPreview preview) => new()
    {
        Id = BatchRun.NewId(TimeProvider.System),
        Pipeline = new PipelineDefinition("load", "main.flow", 1),
        ProgramName = "test",
        SourceHash = "0",
        Settings = _box.Settings,
        StartedAt = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
        DryRun = true,
        Preview = preview,
    };
}
