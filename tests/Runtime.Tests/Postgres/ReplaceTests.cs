using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using Npgsql;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

public sealed class ReplaceTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> Columns = [new("id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text)];

    [SkippableFact]
    public async Task A_replaced_table_keeps_all_that_it_had_but_its_rows()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync($"""
            CREATE ROLE "Reader {database.Name}"; CREATE SCHEMA r;
            CREATE TABLE r."T x" (id bigint CONSTRAINT "my key" PRIMARY KEY, name text NOT NULL CHECK (name <> ''), at timestamptz DEFAULT '2024-01-01Z');
            CREATE UNIQUE INDEX "by name" ON r."T x" (lower(name)) WHERE id > 0;
            COMMENT ON TABLE r."T x" IS 'it''s mine'; COMMENT ON COLUMN r."T x".id IS 'the id';
            GRANT SELECT ON r."T x" TO "Reader {database.Name}" WITH GRANT OPTION; GRANT INSERT ON r."T x" TO PUBLIC;
            INSERT INTO r."T x" VALUES (1, 'old');
            """);
        string[] before = await ShapeAsync("r", "T x");
        long file = await FileAsync("r.\"T x\"");
        await LoadAsync("r.T x", "SELECT 2::BIGINT AS id, 'new' AS name");
        Assert.NotEqual(file, await FileAsync("r.\"T x\""));
        Assert.Equal(before, await ShapeAsync("r", "T x"));
        Assert.Equal(["2|new|2024-01-01 00:00:00+00"], await database.RowsAsync("id, name, at", "FROM r.\"T x\""));
        await database.ExecuteAsync($"DROP OWNED BY \"Reader {database.Name}\"; DROP ROLE \"Reader {database.Name}\"");
    }

    [SkippableTheory]
    [InlineData("CREATE VIEW d.v AS SELECT count(*) AS n FROM d.t", "d.v")]
    [InlineData("CREATE TABLE d.child (id bigint REFERENCES d.t (id))", null)]
    [InlineData("CREATE FUNCTION d.f(d.t) RETURNS int LANGUAGE sql AS 'SELECT 1'", null)]
    [InlineData("ALTER TABLE d.t ENABLE ROW LEVEL SECURITY", null)]
    [InlineData("CREATE PUBLICATION p FOR TABLE d.t", null)]
    public async Task What_depends_on_a_table_survives_its_replacement(string dependent, string? view)
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            $"DROP SCHEMA IF EXISTS d CASCADE; CREATE SCHEMA d; CREATE TABLE d.t (id bigint PRIMARY KEY, name text NOT NULL);"
            + $"INSERT INTO d.t VALUES (1, 'old'); {dependent}");
        long oid = await database.ScalarAsync<long>("SELECT 'd.t'::regclass::oid::bigint");
        await LoadAsync("d.t", "SELECT 2::BIGINT AS id, 'new' AS name UNION ALL SELECT 3, 'newer'");
        Assert.Equal(oid, await database.ScalarAsync<long>("SELECT 'd.t'::regclass::oid::bigint"));
        Assert.Equal(["2|new", "3|newer"], await database.RowsAsync("id, name", "FROM d.t ORDER BY id"));
        if (view is not null)
        {
            Assert.Equal(["2"], await database.RowsAsync($"n", $"FROM {view}"));
        }

        await database.ExecuteAsync("DROP SCHEMA d CASCADE; DROP PUBLICATION IF EXISTS p");
    }

    [SkippableFact]
    public async Task Readers_see_the_old_rows_until_the_commit_and_all_of_them_after_a_failure()
    {
        PostgresDatabase.Require();
        string program = $"p{Guid.NewGuid():N}";
        await LoadAsync("seen.t", "SELECT 1::BIGINT AS id, 'old' AS name");
        await using (TestRun run = await TestRun.OpenAsync(program))
        {
            await run.WriteAsync(
                database.Connect().Table(
                    "seen.t", new TableOptions { Mode = WriteMode.Replace }), Columns, "SELECT 2::BIGINT AS id, 'new' AS name");
            Assert.Equal(["1|old"], await database.RowsAsync("id, name", "FROM seen.t"));
        }

        Assert.Equal(["1|old"], await database.RowsAsync("id, name", "FROM seen.t"));
        Assert.Equal(
            1, await database.ScalarAsync<long>(
                "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'seen' AND relkind = 'r'"));
    }

    private Task<WriteReport> LoadAsync(string table, string sql) =>
        TestRun.LoadAsync(database.Connect(), table, new TableOptions { Mode = WriteMode.Replace }, Columns, sql, "replace");

    private Task<long> FileAsync(string table) => database.ScalarAsync<long>($"SELECT pg_relation_filenode('{table}')::bigint");

    private async Task<string[]> ShapeAsync(string schema, string table) => await database.RowsAsync(
        "what, text",
        $"""
        FROM (
          SELECT 'acl' AS what, x::text AS text FROM pg_class c, unnest(c.relacl) x WHERE c.oid = '{schema}."{table}"'::regclass
          UNION ALL SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = '{schema}' AND tablename = '{table}'
          UNION ALL SELECT 'constraint', conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '{schema}."{table}"'::regclass
          UNION ALL SELECT 'comment', obj_description('{schema}."{table}"'::regclass, 'pg_class')
          UNION ALL SELECT 'column', concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE attrelid = '{schema}."{table}"'::regclass AND attnum > 0) s ORDER BY what, text
        """);
}
