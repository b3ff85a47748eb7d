using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

public sealed class SourceTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [SkippableFact]
    public async Task All_sources_of_a_run_see_one_snapshot()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync("CREATE SCHEMA snap; CREATE TABLE snap.t (id bigint NOT NULL); INSERT INTO snap.t VALUES (1)");
        ImmutableArray<Column> columns = [new("id", ColumnType.Int64)];
        PostgresConnection pg = database.Connect();
        await using TestRun run = await TestRun.OpenAsync("snap");
        await run.Duck.ReadAsync(pg.TableSource("snap.t", columns), "a", CancellationToken.None);
        await database.ExecuteAsync("INSERT INTO snap.t VALUES (2)");
        await run.Duck.ReadAsync(pg.QuerySource("SELECT id FROM snap.t; ", columns), "b", CancellationToken.None);
        var rows = await run.Duck.RowsAsync("SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)", "counts", CancellationToken.None);
        Assert.Equal((1L, 1L), (rows[0][0], rows[0][1]));
    }

    [SkippableFact]
    public async Task Many_rows_arrive_in_whole_and_in_order()
    {
        PostgresDatabase.Require();
        await using TestRun run = await TestRun.OpenAsync("many");
        string sql = "SELECT i, repeat('x', (i % 40)::int) AS t, CASE WHEN i % 3 = 0 THEN NULL ELSE array[i, NULL] END AS a "
            + "FROM generate_series(1::bigint, 100000) i";
        await run.Duck.ReadAsync(
            database.Connect().QuerySource(
                sql, [new("i", ColumnType.Int64), new("t", ColumnType.Text), new(
                    "a", ColumnType.List(ColumnType.Int64, true), Nullable: true)]),
            "many",
            CancellationToken.None);
        var rows = await run.Duck.RowsAsync(
            "SELECT count(*), sum(i)::BIGINT, bool_and(length(t) = i % 40), count(a), bool_and(a[1] = i AND a[2] IS NULL AND "
                + "length(a) = 2), bool_and(i = rowid + 1) "
            + "FROM (SELECT *, row_number() OVER () - 1 AS rowid FROM many)",
            "counts",
            CancellationToken.None);
        Assert.Equal(new object?[] { 100000L, 5000050000L, true, 66667L, true, true }, rows[0]);
    }

    [SkippableFact]
    public async Task Differences_are_told_column_by_column_before_the_first_row()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync("CREATE SCHEMA diff; CREATE TABLE diff.t (id integer, n numeric, gone text)");
        await using TestRun run = await TestRun.OpenAsync("diff");
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => run.Duck.ReadAsync(
            database.Connect()
                .TableSource("diff.t", [new("id", ColumnType.Int64), new("n", ColumnType.Decimal(10, 2)), new("new", ColumnType.Text)]),
            "r",
            CancellationToken.None));
        Assert.Equal(("RT6011", ErrorKind.Schema), (e.Error.Code, e.Error.Kind));
        Assert.Equal(
            """
            `id`: the program reads bigint; there is integer
            `n`: the program reads numeric(10,2); there is numeric (numeric without precision is unbounded: cast it in a query)
            `new`: the program reads text; there is no such column
            """,
            e.Error.Why);
    }

    [SkippableFact]
    public async Task Bytes_and_intervals_inside_documents_are_refused()
    {
        PostgresDatabase.Require();
        await using TestRun run = await TestRun.OpenAsync("documents");
        ColumnType type = ColumnType.Struct(new Column("x", ColumnType.List(ColumnType.Bytes)));
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => run.Duck.ReadAsync(
            database.Connect().QuerySource("SELECT '{}'::jsonb AS s", [new("s", type)]), "r", CancellationToken.None));
        Assert.Equal("RT6011", e.Error.Code);
    }

    [SkippableFact]
    public async Task Tables_and_queries_are_described_without_being_read()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            "CREATE SCHEMA \"Sch\"\"e ma\"; CREATE TABLE \"Sch\"\"e ma\".\"select\" (\"Id\" bigint PRIMARY KEY, v varchar(5), n "
                + "numeric(12,2)[], o oid)");
        PostgresConnection pg = database.Connect();
        Assert.Equal(
            [
                new LiveColumn("Id", ColumnType.Int64, "bigint", Nullable: false, IsKey: true),
                new LiveColumn("v", ColumnType.Text, "character varying(5)"),
                new LiveColumn("n", ColumnType.List(ColumnType.Decimal(12, 2), true), "numeric(12,2)[]"),
                new LiveColumn("o", null, "oid"),
            ],
            (await pg.DescribeTableAsync("\"Sch\"\"e ma\".select", CancellationToken.None)).AsEnumerable());
        Assert.Empty(await pg.DescribeTableAsync("no.such", CancellationToken.None));
        ImmutableArray<LiveColumn> query = await pg.DescribeQueryAsync(
            "SELECT 1::numeric(10,2) AS a, now() AS b, pg_sleep(100)::text AS c, 1.5 AS d", CancellationToken.None);
        Assert.Equal(
            ["a:numeric(10,2)", "b:timestamp with time zone", "c:text", "d:numeric"], query.Select(c => $"{c.Name}:{c.NativeType}"));
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => pg.DescribeQueryAsync("SELECT nothing", CancellationToken.None));
        Assert.Equal("RT6022", e.Error.Code);
    }
}
