using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>
/// Rows that a filter takes at the server: counted right whatever the plan, and without a scan of their own where one reads all.
/// </summary>
public sealed class SourceCountsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> s_columns = [new("id", ColumnType.Int64, true)];

    [SkippableTheory]
    [InlineData("plain", 1000, "CREATE TABLE plain.source AS SELECT i AS id FROM generate_series(1::bigint, 1000) i")]
    [InlineData(
        "nulls", 1001, "CREATE TABLE nulls.source AS SELECT i AS id FROM generate_series(1::bigint, 1000) i UNION ALL SELECT NULL")]
    [InlineData(
        "seen", 1000,
        "CREATE TABLE seen.t AS SELECT i AS id FROM generate_series(-50::bigint, 1000) i; "
            + "CREATE VIEW seen.source AS SELECT id FROM seen.t WHERE id > 0")]
    [InlineData(
        "indexed", 100_000,
        "CREATE TABLE indexed.source AS SELECT i AS id FROM generate_series(1::bigint, 100000) i; "
            + "CREATE INDEX ON indexed.source (id); ANALYZE indexed.source")]
    [InlineData(
        "parts", 1000,
        "CREATE TABLE parts.source (id bigint) PARTITION BY RANGE (id); "
            + "CREATE TABLE parts.a PARTITION OF parts.source FOR VALUES FROM (0) TO (300); "
            + "CREATE TABLE parts.b PARTITION OF parts.source FOR VALUES FROM (300) TO (2000); "
            + "INSERT INTO parts.source SELECT generate_series(1, 1000)")]
    [InlineData(
        "parallel", 100_000,
        "CREATE TABLE parallel.source AS SELECT i AS id FROM generate_series(1::bigint, 100000) i; ANALYZE parallel.source; "
            + "ALTER TABLE parallel.source SET (parallel_workers = 2); DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() "
            + "|| ' SET parallel_setup_cost = 0'; END $$")]
    public async Task What_a_filter_takes_is_what_it_does_not_pass(string schema, long rows, string setup)
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync($"CREATE SCHEMA {schema}; {setup}");
        SourceSelection selection = new(["id"]) { Filters = [new("(\"id\" <= 400)") { Step = "a: where", Reason = "not id <= 400" }] };
        await using (TestRun run = await TestRun.OpenAsync(schema))
        {
            BatchSource source = database.Connect().TableSource($"{schema}.source", s_columns, selection with { Passes = true });
            await run.Duck.ReadAsync(source, "rows", CancellationToken.None);
            BatchSink target = database.Connect().Table($"{schema}.target", new());
            await run.Duck.PassAsync("rows", "kept", target, s_columns, CancellationToken.None);
            await run.Run.CommitAsync(CancellationToken.None);
            WriteReport report = run.Run.Report.Writes[0];
            Assert.Equal((rows, 400L, rows - 400), (report.Read, report.Written, report.Filtered));
        }

        await using TestRun engine = await TestRun.OpenAsync(schema);
        BatchSource read = database.Connect().TableSource($"{schema}.source", s_columns, selection);
        await engine.Duck.ReadAsync(read, "rows", CancellationToken.None);
        WriteRequest request = new("kept")
        {
            Sql = "SELECT id FROM rows",
            Columns = s_columns,
            Sink = new CollectingSink(),
            RowsFrom = "rows",
        };
        await engine.Duck.WriteAsync(request, CancellationToken.None);
        await engine.Run.CommitAsync(CancellationToken.None);
        WriteReport computed = engine.Run.Report.Writes[0];
        Assert.Equal((rows, 400L, rows - 400), (computed.Read, computed.Written, computed.Filtered));
    }

    [SkippableFact]
    public async Task One_scan_reads_and_counts()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            "CREATE SCHEMA scans; CREATE TABLE scans.source AS SELECT i AS id FROM generate_series(1::bigint, 1000) i");
        SourceSelection selection = new(["id"]) { Filters = [new("(\"id\" <= 400)") { Step = "a: where", Reason = "not id <= 400" }] };
        await using (TestRun run = await TestRun.OpenAsync("scans"))
        {
            await run.Duck.ReadAsync(
                database.Connect().TableSource("scans.source", s_columns, selection), "rows", CancellationToken.None);
        }

        // The server tells of a session's scans when it has ended.
        long scans = 0;
        for (int i = 0; i < 1000 && scans == 0; i++)
        {
            await Task.Delay(20);
            scans = Convert.ToInt64(
                await database.ScalarAsync("SELECT seq_scan FROM pg_stat_user_tables WHERE schemaname = 'scans'"),
                CultureInfo.InvariantCulture);
        }

        Assert.Equal(1, scans);
    }
}
