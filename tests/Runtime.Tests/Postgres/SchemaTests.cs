using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

public sealed class SchemaTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> Columns =
        [new("id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2)), new("note", ColumnType.Text, Nullable: true)];

    private const string Rows = "SELECT 1::BIGINT AS id, 2.50::DECIMAL(12,2) AS fare, NULL::VARCHAR AS note";

    [SkippableFact]
    public async Task A_live_table_that_differs_is_refused_column_by_column()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            "CREATE SCHEMA s; CREATE TABLE s.t (id integer PRIMARY KEY, note text NOT NULL, extra int NOT NULL, fine int, also "
                + "int NOT NULL DEFAULT 1)");
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => LoadAsync("s.t", new TableOptions()));
        Assert.Equal(("RT6011", ErrorKind.Schema, "main.flow", 7), (e.Error.Code, e.Error.Kind, e.Error.File, e.Error.Line));
        Assert.Equal(
            """
            `id`: the program writes bigint; the table has integer
            `note`: the program may write null; the table has it not null
            `extra`: the table requires it (not null, no default); the program does not write it
            `fare`: the program has numeric(12,2); the table has no such column
            """,
            e.Error.Why);
    }

    [SkippableFact]
    public async Task Missing_columns_are_added_where_the_write_says_so()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync("CREATE SCHEMA a; CREATE TABLE a.t (id bigint PRIMARY KEY); INSERT INTO a.t VALUES (7)");
        await LoadAsync("a.t", new TableOptions { OnSchemaChange = SchemaChange.AddColumns });
        Assert.Equal(["1|2.50", "7"], await database.RowsAsync("id, fare, note", "FROM a.t ORDER BY id"));
    }

    [SkippableFact]
    public async Task A_wider_numeric_and_a_varchar_take_the_programs_columns()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync("CREATE SCHEMA w; CREATE TABLE w.t (note varchar, fare numeric(20,4), id bigint)");
        await LoadAsync("w.t", new TableOptions());
        Assert.Equal(["1|2.5000"], await database.RowsAsync("id, fare, note", "FROM w.t"));
    }

    [SkippableFact]
    public async Task Create_never_refuses_a_missing_table_and_a_view_is_no_table()
    {
        PostgresDatabase.Require();
        FlowException never =
            await Assert.ThrowsAsync<FlowException>(() => LoadAsync("no.t", new TableOptions { Create = TableCreation.Never }));
        await database.ExecuteAsync("CREATE VIEW public.v AS SELECT 1 AS id");
        FlowException view = await Assert.ThrowsAsync<FlowException>(() => LoadAsync("v", new TableOptions()));
        Assert.Equal(("RT6012", "RT6012"), (never.Error.Code, view.Error.Code));
    }

    [SkippableTheory]
    [InlineData("Mixed Case.Select", "\"Mixed Case\".\"Select\"")]
    [InlineData("\"dot.ted\".\"quo\"\"te\"", "\"dot.ted\".\"quo\"\"te\"")]
    [InlineData("order.user", "\"order\".\"user\"")]
    [InlineData("ünï.; DROP TABLE x; --", "\"ünï\".\"; DROP TABLE x; --\"")]
    public async Task Hostile_names_are_quoted(string table, string quoted)
    {
        PostgresDatabase.Require();
        ImmutableArray<Column> columns =
            [new("Sel\"ect", ColumnType.Int32, IsKey: true), new("from", ColumnType.Text), new("day; --", ColumnType.Date)];
        // Versions have columns of their own: HistoryTests.
        foreach (WriteMode mode in Enum.GetValues<WriteMode>().Where(m => m != WriteMode.Scd2))
        {
            await TestRun.LoadAsync(
                database.Connect(), table, new TableOptions { Mode = mode, PartitionColumns = ["day; --"] }, columns,
                $"SELECT {(int)mode % 3}::INTEGER AS \"Sel\"\"ect\", 'x' AS \"from\", DATE '2024-01-01' AS \"day; --\"", "names");
        }

        Assert.Equal(["(0,x,2024-01-01)"], await database.RowsAsync("t.*", $"FROM {quoted} t"));
    }

    [SkippableFact]
    public async Task Names_longer_than_the_server_keeps_are_refused()
    {
        PostgresDatabase.Require();
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => LoadAsync("long." + new string('ü', 32), new TableOptions()));
        Assert.Equal(("RT6023", ErrorKind.Usage), (e.Error.Code, e.Error.Kind));
    }

    [SkippableFact]
    public async Task Constraint_violations_are_told_by_row_and_roll_back()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync(
            "CREATE SCHEMA c; CREATE TABLE c.t (id bigint PRIMARY KEY, fare numeric(12,2) CONSTRAINT positive CHECK (fare > 0), "
                + "note text)");
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => TestRun.LoadAsync(
            database.Connect(), "c.t", new TableOptions(), Columns, Rows + " UNION ALL SELECT 2, -1, 'x'", "check"));
        Assert.Equal("RT6016", e.Error.Code);
        Assert.Contains("positive", e.Error.Why, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM c.t"));
    }

    [SkippableTheory]
    [InlineData("first", "second")]
    [InlineData("same", "same")]
    public async Task Two_first_runs_make_one_schema(string one, string other)
    {
        PostgresDatabase.Require();
        string schema = $"race_{one}";
        PostgresConnection pg = database.Connect();
        TableOptions upsert = new() { Mode = WriteMode.Upsert };
        await LoadAsync($"warm_{one}.t", upsert);
        await using TestRun first = await TestRun.OpenAsync("first");
        await first.WriteAsync(pg.Table($"{schema}.{one}", upsert), Columns, Rows);
        Task<WriteReport> second =
            TestRun.LoadAsync(database.Connect(), $"{schema}.{other}", upsert, Columns, Rows.Replace("1::", "2::"), "second");
        while (await database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0)
        {
            Assert.False(second.IsCompleted, second.Exception?.ToString());
            await Task.Delay(50);
        }

        await first.Run.CommitAsync(CancellationToken.None);
        await second;
        Assert.Equal(one == other ? 2L : 1L, await database.ScalarAsync<long>($"SELECT count(*) FROM {schema}.{one}"));
        Assert.Equal(one == other ? 2L : 1L, await database.ScalarAsync<long>($"SELECT count(*) FROM {schema}.{other}"));
    }

    private Task<WriteReport> LoadAsync(string table, TableOptions options) =>
        TestRun.LoadAsync(database.Connect(), table, options, Columns, Rows, $"p{Guid.NewGuid():N}");
}
