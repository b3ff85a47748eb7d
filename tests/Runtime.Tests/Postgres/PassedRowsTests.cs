using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>Rows that pass from table to table as binary: the same rows, refusals and accounts as through the engine.</summary>
public sealed class PassedRowsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> s_columns =
    [
        new("id", ColumnType.Int64), new("b", ColumnType.Bool, true), new("s", ColumnType.Int16, true), new("i", ColumnType.Int32, true),
        new("f", ColumnType.Float32, true), new("d", ColumnType.Float64, true), new("n", ColumnType.Decimal(38, 10), true),
        new("t", ColumnType.Text, true), new("y", ColumnType.Bytes, true), new("u", ColumnType.Uuid, true),
        new("day", ColumnType.Date, true), new("clock", ColumnType.Time, true), new("at", ColumnType.Instant, true),
        new("wall", ColumnType.DateTime, true),
    ];

    private static readonly string s_definitions =
        string.Join(", ", s_columns.Select(c => $"{c.Name} {PostgresTypes.Name(c.Type)}{(c.Nullable ? "" : " NOT NULL")}"));

    private static ImmutableArray<string> Names => [.. s_columns.Select(c => c.Name)];

    [SkippableTheory]
    [InlineData(WriteMode.Append)]
    [InlineData(WriteMode.Replace)]
    [InlineData(WriteMode.Upsert)]
    public async Task Hostile_values_arrive_as_through_the_engine(WriteMode mode)
    {
        PostgresDatabase.Require();
        string schema = $"hostile_{mode}".ToLowerInvariant();
        await database.ExecuteAsync($"""
            CREATE SCHEMA {schema}; CREATE TABLE {schema}.source ({s_definitions});
            CREATE TABLE {schema}.passed ({s_definitions}, PRIMARY KEY (id));
            CREATE TABLE {schema}.computed ({s_definitions}, PRIMARY KEY (id));
            INSERT INTO {schema}.source (id) VALUES (0);
            INSERT INTO {schema}.source VALUES
              (1, true, -32768, -2147483648, '-0', '-0', 9999999999999999999999999999.9999999999, '', '', gen_random_uuid(), '0001-01-01',
               '00:00', '0001-01-01 00:00+00', '0001-01-01 00:00'),
              (9223372036854775807, false, 32767, 2147483647, 'NaN', 'NaN', -0.0000000001, repeat('ä€𝄞', 400000),
               decode(repeat('00ff', 400000), 'hex'), gen_random_uuid(), '9999-12-31', '23:59:59.999999', '9999-12-31 23:59:59.999999+00',
               '9999-12-31 23:59:59.999999'),
              (-9223372036854775808, null, 0, 0, '-Infinity', 'Infinity', 0, E'\n\t"', '\x00', gen_random_uuid(), '2024-02-29', '12:00',
               '2024-02-29 12:00+00', '2024-02-29 12:00'),
              (4, null, 0, 0, 1e-45, 5e-324, 1.5, 'x', null, null, '2000-01-01', '12:00', '2000-01-01 00:00+00', '2000-01-01 00:00');
            INSERT INTO {schema}.source (id, n, t) SELECT i, i / 7.0, repeat('z', (i % 50)::int) FROM generate_series(10, 30000) i;
            """);
        PostgresConnection pg = database.Connect();
        ImmutableArray<Column> keyed = [.. s_columns.Select(c => c.Name == "id" ? c with { IsKey = true } : c)];
        TableOptions options = new() { Mode = mode };
        await using (TestRun run = await TestRun.OpenAsync(schema))
        {
            await run.Duck.ReadAsync(
                pg.TableSource($"{schema}.source", s_columns, new(Names) { Passes = true }), "rows", CancellationToken.None);
            await run.Duck.PassAsync("rows", "passed", pg.Table($"{schema}.passed", options), keyed, CancellationToken.None);
            await run.Run.CommitAsync(CancellationToken.None);
            Assert.Equal((29996L, 29996L), (run.Run.Report.Writes[0].Read, run.Run.Report.Writes[0].Written));
        }

        await using (TestRun run = await TestRun.OpenAsync(schema))
        {
            await run.Duck.ReadAsync(pg.TableSource($"{schema}.source", s_columns), "rows", CancellationToken.None);
            await run.WriteAsync(pg.Table($"{schema}.computed", options), keyed, "SELECT * FROM rows");
            await run.Run.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(29996L, await database.ScalarAsync($"SELECT count(*) FROM {schema}.passed"));
        Assert.Equal(0L, await database.ScalarAsync($"""
            SELECT count(*) FROM ((SELECT p::text FROM {schema}.passed p EXCEPT ALL SELECT c::text FROM {schema}.computed c)
              UNION ALL (SELECT c::text FROM {schema}.computed c EXCEPT ALL SELECT p::text FROM {schema}.passed p)) d
            """));
    }

    [SkippableTheory]
    [InlineData("n", "'NaN'")]
    [InlineData("day", "'infinity'")]
    [InlineData("day", "'0044-03-15 BC'")]
    [InlineData("at", "'-infinity'")]
    [InlineData("wall", "'10000-01-01 00:00'")]
    public async Task What_the_language_has_not_ends_the_run_before_anything_is_committed(string column, string value)
    {
        PostgresDatabase.Require();
        string schema = $"refused_{column}_{value.Length}";
        await database.ExecuteAsync($"""
            CREATE SCHEMA {schema}; CREATE TABLE {schema}.source ({s_definitions});
            INSERT INTO {schema}.source (id) SELECT generate_series(1, 5000);
            INSERT INTO {schema}.source (id, {column}) VALUES (5001, {value});
            """);
        string[] told = [await RefusedAsync(schema, passes: true), await RefusedAsync(schema, passes: false)];
        Assert.Equal(told[1], told[0]);
        Assert.Equal(0L, await database.ScalarAsync($"SELECT count(*) FROM pg_class WHERE oid = to_regclass('{schema}.target')"));
    }

    [SkippableFact]
    public async Task Null_where_the_program_says_never_is_refused()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            "CREATE SCHEMA nulls; CREATE TABLE nulls.source (id bigint); INSERT INTO nulls.source VALUES (1), (null)");
        await using TestRun run = await TestRun.OpenAsync("nulls");
        PostgresConnection pg = database.Connect();
        ImmutableArray<Column> columns = [new("id", ColumnType.Int64)];
        await run.Duck.ReadAsync(pg.TableSource("nulls.source", columns, new(["id"]) { Passes = true }), "rows", CancellationToken.None);
        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => run.Duck.PassAsync("rows", "target", pg.Table("nulls.target", new()), columns, CancellationToken.None));
        Assert.Equal(("RT6015", "column `id` cannot be read: row 2 has null"), (e.Error.Code, e.Error.Message));
    }

    [SkippableFact]
    public async Task Filters_stay_in_the_database_and_are_counted_there()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            "CREATE SCHEMA counts; CREATE TABLE counts.source AS SELECT i AS id, i % 10 AS k, 'x' AS unread "
                + "FROM generate_series(1::bigint, 1000) i");
        PostgresConnection pg = database.Connect();
        ImmutableArray<Column> columns =
            [new("id", ColumnType.Int64, true), new("k", ColumnType.Int64, true), new("unread", ColumnType.Text, true)];
        SourceSelection selection = new(["k", "id"])
        {
            Filters =
            [
                new("(\"id\" <= 500)"), new("(\"k\" > 1)") { Step = "a: where", Reason = "not k > 1" },
                new("(\"k\" < 9)") { Step = "b: where", Reason = "not k < 9" },
            ],
        };
        await using TestRun run = await TestRun.OpenAsync("counts");
        BatchSource passing = pg.TableSource("counts.source", columns, selection with { Passes = true });
        await run.Duck.ReadAsync(passing, "rows", CancellationToken.None);
        await run.Duck.PassAsync("rows", "kept", pg.Table("counts.target", new()), [columns[1], columns[0]], CancellationToken.None);
        await run.Run.CommitAsync(CancellationToken.None);
        WriteReport report = run.Run.Report.Writes[0];
        Assert.Equal((500L, 350L, 150L), (report.Read, report.Written, report.Filtered));
        Assert.Equal(["a: where 100", "b: where 50"], report.Steps.Select(s => $"{s.Step} {s.Rows}"));
        Assert.Equal(350L, await database.ScalarAsync("SELECT count(*) FROM counts.target WHERE id <= 500 AND k BETWEEN 2 AND 8"));

        await using TestRun engine = await TestRun.OpenAsync("counts");
        await engine.Duck.ReadAsync(pg.TableSource("counts.source", columns, selection), "rows", CancellationToken.None);
        var described = await engine.Duck.RowsAsync(
            "SELECT string_agg(column_name, ',') FROM (DESCRIBE rows)", "columns", CancellationToken.None);
        Assert.Equal("k,id", described[0][0]);
    }

    [SkippableFact]
    public async Task Two_sources_are_read_as_they_were_at_one_moment()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            "CREATE SCHEMA moment; CREATE TABLE moment.a AS SELECT 1::bigint AS id; CREATE TABLE moment.b AS SELECT 1::bigint AS id");
        PostgresConnection pg = database.Connect();
        ImmutableArray<Column> columns = [new("id", ColumnType.Int64, true)];
        await using TestRun run = await TestRun.OpenAsync("moment");
        foreach (string name in new[] { "a", "b" })
        {
            await run.Duck.ReadAsync(
                pg.TableSource($"moment.{name}", columns, new(["id"]) { Passes = true }), name, CancellationToken.None);
        }

        await database.ExecuteAsync("INSERT INTO moment.a VALUES (2); INSERT INTO moment.b VALUES (2)");
        foreach (string name in new[] { "a", "b" })
        {
            await run.Duck.PassAsync(name, name, pg.Table($"moment.{name}_kept", new()), columns, CancellationToken.None);
        }

        await run.Run.CommitAsync(CancellationToken.None);
        Assert.Equal([1L, 1L], run.Run.Report.Writes.Select(w => w.Written));
    }

    [SkippableFact]
    public async Task A_trigger_that_takes_rows_ends_the_run()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync("""
            CREATE SCHEMA taking; CREATE TABLE taking.source AS SELECT i AS id FROM generate_series(1::bigint, 10) i;
            CREATE TABLE taking.target (id bigint);
            CREATE FUNCTION taking.odd() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN IF NEW.id % 2 = 0 THEN RETURN NULL; END IF; RETURN NEW; END';
            CREATE TRIGGER odd BEFORE INSERT ON taking.target FOR EACH ROW EXECUTE FUNCTION taking.odd();
            """);
        PostgresConnection pg = database.Connect();
        ImmutableArray<Column> columns = [new("id", ColumnType.Int64, true)];
        await using TestRun run = await TestRun.OpenAsync("taking");
        await run.Duck.ReadAsync(pg.TableSource("taking.source", columns, new(["id"]) { Passes = true }), "rows", CancellationToken.None);
        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => run.Duck.PassAsync("rows", "target", pg.Table("taking.target", new()), columns, CancellationToken.None));
        Assert.Equal("RT4002", e.Error.Code);
    }

    [SkippableFact]
    public async Task A_run_that_is_cancelled_while_the_server_is_silent_ends()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            "CREATE SCHEMA silent; CREATE VIEW silent.source AS SELECT i AS id, CASE WHEN i > 9000 THEN pg_sleep(60)::text END AS s "
                + "FROM generate_series(1::bigint, 10000) i");
        PostgresConnection pg = database.Connect();
        ImmutableArray<Column> columns = [new("id", ColumnType.Int64, true), new("s", ColumnType.Text, true)];
        await using TestRun run = await TestRun.OpenAsync("silent");
        await run.Duck.ReadAsync(
            pg.TableSource("silent.source", columns, new(["id", "s"]) { Passes = true }), "rows", CancellationToken.None);
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => run.Duck.PassAsync("rows", "target", pg.Table("silent.target", new()), columns, stop.Token));
        Assert.Equal(0L, await database.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%silent%' AND state = 'active'"));
    }

    [SkippableFact]
    public async Task Rules_of_the_target_take_no_rows()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync("""
            CREATE SCHEMA rules; CREATE TABLE rules.source AS SELECT i AS id FROM generate_series(1::bigint, 10) i;
            CREATE TABLE rules.target (id bigint); CREATE RULE nothing AS ON INSERT TO rules.target DO INSTEAD NOTHING;
            """);
        PostgresConnection pg = database.Connect();
        ImmutableArray<Column> columns = [new("id", ColumnType.Int64, true)];
        await using TestRun run = await TestRun.OpenAsync("rules");
        await run.Duck.ReadAsync(pg.TableSource("rules.source", columns, new(["id"]) { Passes = true }), "rows", CancellationToken.None);
        await run.Duck.PassAsync("rows", "target", pg.Table("rules.target", new()), columns, CancellationToken.None);
        await run.Run.CommitAsync(CancellationToken.None);
        Assert.Equal(10L, await database.ScalarAsync("SELECT count(*) FROM rules.target"));
    }

    private async Task<string> RefusedAsync(string schema, bool passes)
    {
        PostgresConnection pg = database.Connect();
        await using TestRun run = await TestRun.OpenAsync(schema);
        BatchSource source = pg.TableSource($"{schema}.source", s_columns, passes ? new(Names) { Passes = true } : null);
        FlowException e = await Assert.ThrowsAsync<FlowException>(async () =>
        {
            await run.Duck.ReadAsync(source, "rows", CancellationToken.None);
            await run.Duck.PassAsync("rows", "target", pg.Table($"{schema}.target", new()), s_columns, CancellationToken.None);
        });
        return $"{e.Error.Code} {e.Error.Message} {e.Error.Why}";
    }
}
