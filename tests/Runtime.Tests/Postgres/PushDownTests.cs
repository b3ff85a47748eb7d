using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using Npgsql;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>PostgreSQL as the engine of a run: its transaction, functions, settings and accounts.</summary>
public sealed class PushDownTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> Numbers = [new("id", ColumnType.Int64, IsKey: true), new("x", ColumnType.Float64)];

    private static readonly ImmutableArray<FailureSite> Sites =
    [
        new(1, FailureAction.Filter, "w: where", "odd", "main.flow", 1, 1),
        new(2, FailureAction.Reject, "w: derive", "too large", "main.flow", 2, 1),
    ];

    private const string Flagged = """
        SELECT i AS id, CAST('-0' AS double precision) AS x, CASE WHEN i % 2 = 1 THEN 1 WHEN i > 8 THEN 2 END AS __site,
          CASE WHEN i > 8 THEN '{"id":' || i || '}' END AS __input, CAST(NULL AS text) AS __file, CAST(NULL AS bigint) AS __row
        FROM generate_series(CAST(1 AS bigint), 10) AS t(i)
        """;

    [SkippableTheory]
    [InlineData(WriteMode.Append)]
    [InlineData(WriteMode.Replace)]
    [InlineData(WriteMode.Upsert)]
    [InlineData(WriteMode.ReplacePartition)]
    public async Task Kept_and_rejected_rows_come_from_one_evaluation_in_every_mode(WriteMode mode)
    {
        PostgresDatabase.Require();
        string table = $"modes.{mode}";
        PostgresConnection pg = database.Connect();
        TableOptions options = new() { Mode = mode, PartitionColumns = ["id"] };
        for (int i = 0; i < 2; i++)
        {
            await using TestRun run = await TestRun.OpenAsync($"modes {mode}", TestRun.Day(1));
            await WriteAsync(run, pg, pg.Table(table, options), Flagged, Sites, pg.Table(table + "_rejects", new()));
            await run.Run.CommitAsync(CancellationToken.None);
            WriteReport report = run.Run.Report.Writes[0];
            Assert.Equal(mode == WriteMode.Append && i == 1, report.AlreadyCommitted);
            if (!report.AlreadyCommitted)
            {
                Assert.Equal((10, 4, 1, 5), (report.Read, report.Written, report.Rejected, report.Filtered));
            }
        }

        Assert.Equal(["2|0", "4|0", "6|0", "8|0"], await database.RowsAsync("id, x", $"FROM modes.\"{mode}\" ORDER BY id"));
        Assert.Equal(["too large|{\"id\": 10}"], await database.RowsAsync("reason, input", $"FROM modes.\"{mode}_rejects\""));
    }

    [SkippableFact]
    public async Task Functions_that_two_runs_need_at_once_are_made_once()
    {
        PostgresDatabase.Require();
        PostgresConnection pg = database.Connect();
        await database.ExecuteAsync("CREATE SCHEMA made");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            await using TestRun run = await TestRun.OpenAsync($"functions {i}");
            string sql = "SELECT CAST(1 AS bigint) AS id, flow.power_1(2, 0.5) + flow.exp_1(1) AS x";
            await WriteAsync(run, pg, pg.Table($"made.t{i}", new() { Mode = WriteMode.Replace }), sql);
            await run.Run.CommitAsync(CancellationToken.None);
        }));

        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_proc WHERE proname = 'power_1'"));
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM made.t3 WHERE x > 4.1"));
    }

    [SkippableFact]
    public async Task Settings_of_the_database_change_nothing()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync($"""
            ALTER DATABASE "{database.Name}" SET TimeZone = 'Asia/Tokyo';
            ALTER DATABASE "{database.Name}" SET DateStyle = 'SQL, DMY';
            ALTER DATABASE "{database.Name}" SET extra_float_digits = -10
            """);
        PostgresConnection pg = database.Connect();
        await using TestRun run = await TestRun.OpenAsync("settings");
        ImmutableArray<Column> columns = [new("id", ColumnType.Int64, IsKey: true), new("t", ColumnType.Text)];
        string sql = "SELECT CAST(1 AS bigint) AS id, "
            + "CAST(TIMESTAMPTZ '2024-02-03 04:05+00' AS text) || CAST(float8 '0.1' + 0.2 AS text) AS t";
        await WriteAsync(run, pg, pg.Table("settings.t", new() { Mode = WriteMode.Replace }), sql, columns: columns);
        await run.Run.CommitAsync(CancellationToken.None);

        Assert.Equal(["2024-02-03 04:05:00+000.30000000000000004"], await database.RowsAsync("t", "FROM settings.t"));
    }

    [SkippableFact]
    public async Task A_query_of_other_columns_is_an_error_before_a_row_moves()
    {
        PostgresDatabase.Require();
        PostgresConnection pg = database.Connect();
        await using TestRun run = await TestRun.OpenAsync("columns");
        FlowException error = await Assert.ThrowsAsync<FlowException>(
            () => WriteAsync(run, pg, pg.Table("columns.t", new()), "SELECT 1 AS id, 'x' AS x"));
        Assert.Equal("RT6032", error.Error.Code);
    }

    [SkippableFact]
    public async Task A_database_in_another_encoding_is_refused()
    {
        PostgresDatabase.Require();
        string name = $"flow_latin_{Guid.NewGuid():n}";
        await database.ExecuteAsync($"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try
        {
            NpgsqlConnectionStringBuilder there = new(database.ConnectionString) { Database = name, Pooling = false };
            PostgresConnection pg = new("pg", new PostgresOptions { Url = new Secret("url", there.ConnectionString) });
            await using TestRun run = await TestRun.OpenAsync("latin");
            FlowException error = await Assert.ThrowsAsync<FlowException>(
                () => WriteAsync(run, pg, pg.Table("latin.t", new()), "SELECT CAST(1 AS bigint) AS id, 1e0 AS x"));
            Assert.Equal("RT6031", error.Error.Code);
        }
        finally
        {
            await database.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task WriteAsync(
        TestRun run, PostgresConnection pg, BatchSink sink, string sql, ImmutableArray<FailureSite> sites = default,
        BatchSink? rejects = null, ImmutableArray<Column> columns = default)
    {
        await using PostgresBatch batch = await PostgresBatch.OpenAsync(run.Run, pg, CancellationToken.None);
        await batch.WriteAsync(
            new WriteRequest("w")
            {
                Sql = sql,
                Columns = columns.IsDefault ? Numbers : columns,
                Sink = sink,
                Sites = sites.IsDefault ? [] : sites,
                Rejects = rejects,
            },
            CancellationToken.None);
    }
}
