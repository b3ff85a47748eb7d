using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Engine;

/// <summary>One evaluation, split into kept, rejected and filtered rows, whose numbers must add up.</summary>
public sealed class SplitTests : IDisposable
{
    private const string Flagged = """
        SELECT n, CASE WHEN n % 10 = 0 THEN 1 WHEN n % 10 = 1 THEN 2 END::INTEGER AS __site,
          CASE WHEN n % 10 = 0 THEN '{"n":' || n || '}' END AS __input, CASE WHEN n % 10 = 0 THEN 'f.csv' END AS __file,
          CASE WHEN n % 10 = 0 THEN n + 1 END AS __row
        FROM (SELECT range AS n FROM range(10000))
        """;

    private static readonly ImmutableArray<Column> s_columns = [new("n", ColumnType.Int64)];
    private static readonly ImmutableArray<FailureSite> s_sites =
    [
        new(1, FailureAction.Reject, "derive x", "too round", "main.flow", 3, 5),
            new(2, FailureAction.Filter, "where n", "", "main.flow", 4, 5),
    ];

    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task A_streamed_write_splits_in_passing()
    {
        var sink = new CollectingSink();
        WriteReport report = await _box.WriteAsync(Flagged, s_columns, sink, sites: s_sites, rejects: Rejects());
        Assert.Equal((10_000L, 8_000L, 1_000L, 1_000L), (report.Read, report.Written, report.Rejected, report.Filtered));
        Assert.Equal("2", sink.Rows[0]);
        Assert.Equal(8_000, sink.Rows.Distinct().Count());
        await AssertRejectsAsync();
    }

    [Fact]
    public async Task A_write_to_a_file_splits_the_same_way()
    {
        var sink = new FileSink(_box.Lake, "kept.parquet", FileFormat.Parquet, new FileSinkOptions());
        WriteReport report = await _box.WriteAsync(Flagged, s_columns, sink, sites: s_sites, rejects: Rejects());
        Assert.Equal((10_000L, 8_000L, 1_000L, 1_000L), (report.Read, report.Written, report.Rejected, report.Filtered));
        await AssertRejectsAsync();
    }

    [Fact]
    public async Task A_stage_keeps_the_good_rows_for_what_follows()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await duck.StageAsync(
            new Stage("s")
            {
                Sql = Flagged,
                Columns = s_columns,
                Sites = s_sites,
                Rejects = Rejects(),
                Expectations = [new("few", Severity.Warn, "SELECT count(*), 'n=' || min(n) FROM s WHERE n < 5", "main.flow", 9)],
            },
            default);
        await run.CommitAsync(default);
        Assert.Equal("8000|2", Sandbox.Text(await duck.RowsAsync("SELECT count(*), min(n) FROM s", "t", default)));
        Assert.Equal((3, "n=2", false),
            (run.Report.Expectations[0].Violations, run.Report.Expectations[0].Sample, run.Report.Expectations[0].Passed));
        Assert.Equal([1_000L, 1_000L], run.Report.Stages.Select(s => s.Rows));
        await AssertRejectsAsync();
    }

    [Fact]
    public async Task A_dry_run_verifies_stages_without_computing_them()
    {
        await using BatchRun run = _box.Run(dryRun: true);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        var stage = new Stage("s")
        {
            Sql = "SELECT error('computed')::BIGINT AS n, 1::BIGINT AS __origin_row",
            Columns = [.. s_columns, new("__origin_row", ColumnType.Int64)],
        };
        await duck.StageAsync(stage, default);
        FlowException e = await Assert.ThrowsAsync<FlowException>(() =>
            duck.StageAsync(stage with { Relation = "t", Columns = s_columns }, default));
        Assert.Equal("RT5004", e.Error.Code);
    }

    [Fact]
    public async Task Discarded_rejects_are_still_counted()
    {
        WriteReport report = await _box.WriteAsync(Flagged, s_columns, new CollectingSink(), sites: s_sites);
        Assert.Equal(1_000, report.Rejected);
        Assert.Equal(1_000, report.Steps.Single(s => s.Action == FailureAction.Reject).Rows);
    }

    [Fact]
    public async Task The_first_row_of_a_failing_step_ends_the_run()
    {
        ImmutableArray<FailureSite> sites = [s_sites[0] with { Action = FailureAction.Fail, Reason = "division by zero" }, s_sites[1]];
        FlowError error = (await Assert.ThrowsAsync<FlowException>(() =>
            _box.WriteAsync(Flagged, s_columns, new CollectingSink(), sites: sites))).Error;
        Assert.Equal(("RT4001", "main.flow", 3), (error.Code, error.File, error.Line));
        Assert.Contains("division by zero", error.Message, StringComparison.Ordinal);
        Assert.Contains("f.csv:1 was {\"n\":0}", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_step_of_a_stage_ends_the_run()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        ImmutableArray<FailureSite> sites = [s_sites[0] with { Action = FailureAction.Fail }, s_sites[1]];
        FlowException e = await Assert.ThrowsAsync<FlowException>(() =>
            duck.StageAsync(new Stage("s") { Sql = Flagged, Columns = s_columns, Sites = sites }, default));
        Assert.Equal("RT4001", e.Error.Code);
    }

    [Fact]
    public async Task A_target_that_acknowledges_another_number_fails_the_run()
    {
        FlowException e = await Assert.ThrowsAsync<FlowException>(() =>
            _box.WriteAsync(Flagged, s_columns, new CollectingSink(miscount: -1), sites: s_sites));
        Assert.Equal("RT4002", e.Error.Code);
    }

    [Fact]
    public async Task A_source_that_counted_another_number_fails_the_run()
    {
        _box.Write("t.csv", "a\n1\n2\n3\n");
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await duck.ReadAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a")), "r", default);
        var write = new WriteRequest("t")
        {
            Sql = "SELECT a FROM r WHERE a <> '2'",
            Columns = Sandbox.Columns("a"),
            Sink = new CollectingSink(),
            RowsFrom = "r",
        };
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => duck.WriteAsync(write, default));
        Assert.Equal("RT4002", e.Error.Code);
        await duck.WriteAsync(write with { Sql = "SELECT a FROM r", Sink = new CollectingSink() }, default);
    }

    [Fact]
    public async Task What_a_filter_took_apart_belongs_to_the_rows_read()
    {
        _box.Write("t.csv", "a\n1\n2\n3\n");
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await duck.ReadAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a")), "r", default);
        var site = new FailureSite(0, FailureAction.Filter, "t: where", "not a != 2", "main.flow", 1, 1);
        var write = new WriteRequest("t")
        {
            Sql = "SELECT a FROM r WHERE a <> '2'",
            Columns = Sandbox.Columns("a"),
            Filters = [new FilterCount(site, "SELECT count(*) FROM (VALUES ('1'), ('2'), ('3')) AS t(a) WHERE a = '2'")],
            Sink = new CollectingSink(),
            RowsFrom = "r",
        };

        await duck.WriteAsync(write, default);
        await duck.StageAsync(
            new Stage("s") { Sql = write.Sql, Columns = write.Columns, Filters = write.Filters, RowsFrom = "r" }, default);

        Assert.Equal((3L, 2L, 1L), run.Report.Writes.Select(w => (w.Read, w.Written, w.Filtered)).Single());
        Assert.Equal(1, run.Report.Stages.Single(s => s.Step == "t: where").Rows);
    }

    [Fact]
    public async Task An_expectation_that_must_hold_fails_the_run()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        var check = new ExpectationCheck("unique(n)", Severity.Fail, "SELECT 1, 'n = 7 twice'", "main.flow", 12);
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => duck.StageAsync(
            new Stage("s") { Sql = "SELECT 7::BIGINT AS n", Columns = s_columns, Expectations = [check] }, default));
        Assert.Equal(("RT4003", 12), (e.Error.Code, e.Error.Line));
    }

    [Fact]
    public async Task A_query_of_other_columns_than_compiled_is_refused_before_rows_move()
    {
        FlowException e = await Assert.ThrowsAsync<FlowException>(() =>
            _box.WriteAsync("SELECT 1::INTEGER AS n", s_columns, new CollectingSink()));
        Assert.Equal("RT5004", e.Error.Code);
    }

    [Fact]
    public async Task Cancelling_stops_a_running_write()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => duck.WriteAsync(
            new WriteRequest("t")
            {
                Sql = "SELECT a.range AS n FROM range(10000000) a, range(10000000) b",
                Columns = s_columns,
                Sink = new FileSink(_box.Lake, "t.parquet", FileFormat.Parquet, new FileSinkOptions()),
            },
            cancel.Token));
    }

    private FileSink Rejects() => new(_box.Lake, "rejects.parquet", FileFormat.Parquet, new FileSinkOptions());

    private async Task AssertRejectsAsync() => Assert.Equal(
        "1000|load|derive x|too round|f.csv|1|{\"n\":0}|2024-01-02 03:04:05+00",
        await _box.SqlAsync(
            $"SELECT count(*), any_value(pipeline), any_value(step), any_value(reason), any_value(source_file), min(source_row), "
            + "min(input)::VARCHAR, "
            + $"any_value(rejected_at)::VARCHAR FROM read_parquet('{_box.Path("rejects.parquet")}')"));
}
