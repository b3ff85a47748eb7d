using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using Npgsql;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

public sealed class WriteModeTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> Columns =
    [
        new("id", ColumnType.Int64, IsKey: true),
        new("day", ColumnType.Date),
        new("name", ColumnType.Text, Nullable: true),
    ];

    private readonly string _program = $"p{Guid.NewGuid():N}";

    private PostgresConnection Pg => database.Connect();

    [SkippableFact]
    public async Task An_append_creates_schema_and_table_with_the_key_and_adds_rows()
    {
        PostgresDatabase.Require();
        WriteReport first = await LoadAsync("made.up", WriteMode.Append, Row(1, 1, "a"));
        await LoadAsync("made.up", WriteMode.Append, Row(2, 1, "b"));
        Assert.Equal(1, first.Written);
        Assert.Equal(["1|2024-01-01|a", "2|2024-01-01|b"], await RowsAsync("made.up"));
        FlowError twice = await FailAsync(() => LoadAsync("made.up", WriteMode.Append, Row(2, 1, "c")));
        Assert.Equal("RT6016", twice.Code);
        Assert.Contains("(id)=(2)", twice.Why, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_repeated_append_of_an_interval_adds_nothing_and_says_so()
    {
        PostgresDatabase.Require();
        await LoadAsync("again.t", WriteMode.Append, Row(1, 1, "a"), TestRun.Day(1));
        WriteReport second = await LoadAsync("again.t", WriteMode.Append, Row(9, 1, "z"), TestRun.Day(1));
        await LoadAsync("again.t", WriteMode.Append, Row(2, 2, "b"), TestRun.Day(2));
        Assert.True(second.AlreadyCommitted);
        Assert.Equal(["1|2024-01-01|a", "2|2024-01-02|b"], await RowsAsync("again.t"));
        Assert.Equal(
            2, await database.ScalarAsync<long>($"SELECT count(*) FROM flow.runs WHERE program = '{_program}' AND state = 'committed'"));
    }

    [SkippableFact]
    public async Task An_upsert_updates_by_key_and_leaves_unchanged_rows_untouched()
    {
        PostgresDatabase.Require();
        await LoadAsync("up.t", WriteMode.Upsert, Row(1, 1, "a") + " UNION ALL " + Row(2, 1, "b"));
        string before = (await database.RowsAsync("xmin", "FROM up.t WHERE id = 1"))[0];
        WriteReport report =
            await LoadAsync("up.t", WriteMode.Upsert, $"{Row(1, 1, "a")} UNION ALL {Row(2, 1, "B")} UNION ALL {Row(3, 1, null)}");
        Assert.Equal(3, report.Written);
        Assert.Equal(["1|2024-01-01|a", "2|2024-01-01|B", "3|2024-01-01"], await RowsAsync("up.t"));
        Assert.Equal(before, (await database.RowsAsync("xmin", "FROM up.t WHERE id = 1"))[0]);
        Assert.Equal(0, await Leftovers());
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_rows_of_one_key_fail_an_upsert_by_name_and_commit_nothing(bool intoEmpty)
    {
        PostgresDatabase.Require();
        string table = intoEmpty ? "dup.empty" : "dup.filled";
        await LoadAsync(table, WriteMode.Upsert, Row(5, 1, "a") + (intoEmpty ? " LIMIT 0" : ""));
        string[] before = await RowsAsync(table);
        FlowError error = await FailAsync(
            () => LoadAsync(table, WriteMode.Upsert, $"{Row(5, 1, "a")} UNION ALL {Row(5, 1, "a")} UNION ALL {Row(6, 1, "c")}"));
        Assert.Equal("RT6013", error.Code);
        Assert.Contains("id = 5", error.Why, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync(table));
        Assert.Equal(1, await database.ScalarAsync<long>($"SELECT count(*) FROM flow.runs WHERE program = '{_program}'"));
        Assert.Equal(0, await Leftovers());
    }

    [SkippableFact]
    public async Task An_upsert_into_a_table_without_the_key_is_refused_with_the_statement_that_helps()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync("CREATE SCHEMA nokey; CREATE TABLE nokey.t (id bigint, day date, name text)");
        FlowError error = await FailAsync(() => LoadAsync("nokey.t", WriteMode.Upsert, Row(1, 1, "a")));
        Assert.Equal("RT6018", error.Code);
        Assert.Contains("ADD PRIMARY KEY (\"id\")", error.Help, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_partition_of_several_columns_is_replaced_by_its_values_together()
    {
        PostgresDatabase.Require();
        Task LoadBoth(string sql) => TestRun.LoadAsync(
            Pg, "parts.t", new TableOptions { Mode = WriteMode.ReplacePartition, PartitionColumns = ["day", "name"] }, Columns, sql,
            _program, TestRun.Day(1));
        await LoadBoth(string.Join(" UNION ALL ", Row(1, 1, "a"), Row(2, 1, "b"), Row(3, 2, "a"), Row(4, 1, null), Row(5, 2, null)));
        await LoadBoth(string.Join(" UNION ALL ", Row(6, 1, "a"), Row(7, 1, "a"), Row(8, 2, null)));
        Assert.Equal(
            ["2|2024-01-01|b", "3|2024-01-02|a", "4|2024-01-01", "6|2024-01-01|a", "7|2024-01-01|a", "8|2024-01-02"],
            await RowsAsync("parts.t"));
    }

    [SkippableFact]
    public async Task A_partition_is_replaced_by_the_interval_and_others_stay()
    {
        PostgresDatabase.Require();
        await LoadAsync("part.t", WriteMode.ReplacePartition, $"{Row(1, 1, "a")} UNION ALL {Row(2, 1, "b")}", TestRun.Day(1));
        await LoadAsync("part.t", WriteMode.ReplacePartition, Row(3, 2, "c"), TestRun.Day(2));
        await LoadAsync("part.t", WriteMode.ReplacePartition, Row(2, 1, "new"), TestRun.Day(1));
        await LoadAsync("part.t", WriteMode.ReplacePartition, Row(2, 1, "new"), TestRun.Day(1));
        Assert.Equal(["2|2024-01-01|new", "3|2024-01-02|c"], await RowsAsync("part.t"));
        FlowError stray = await FailAsync(() => LoadAsync("part.t", WriteMode.ReplacePartition, Row(8, 3, "x"), TestRun.Day(1)));
        Assert.Equal("RT6014", stray.Code);
        Assert.Contains("2024-01-03", stray.Why, StringComparison.Ordinal);
        Assert.Equal(2, (await RowsAsync("part.t")).Length);
    }

    [SkippableFact]
    public async Task Without_an_interval_a_partition_is_the_set_of_its_columns_values()
    {
        PostgresDatabase.Require();
        await LoadAsync("vals.t", WriteMode.ReplacePartition, $"{Row(1, 1, "a")} UNION ALL {Row(2, 2, "b")}");
        await LoadAsync("vals.t", WriteMode.ReplacePartition, Row(7, 2, "c"));
        Assert.Equal(["1|2024-01-01|a", "7|2024-01-02|c"], await RowsAsync("vals.t"));
    }

    [SkippableFact]
    public async Task All_writes_of_a_run_and_its_rejects_are_one_transaction()
    {
        PostgresDatabase.Require();
        await using (TestRun run = await TestRun.OpenAsync(_program))
        {
            await run.WriteAsync(Pg.Table("atom.a", new TableOptions()), Columns, Row(1, 1, "a"));
            await run.WriteAsync(Pg.Table("atom.b", new TableOptions { Mode = WriteMode.Upsert }), Columns, Row(1, 1, "b"));
            Assert.False(await database.ScalarAsync<bool>("SELECT to_regclass('atom.a') IS NOT NULL"));
        }

        Assert.False(await database.ScalarAsync<bool>("SELECT to_regclass('atom.a') IS NOT NULL OR to_regclass('atom.b') IS NOT NULL"));
        Assert.Equal(0, await Leftovers());
    }

    [SkippableFact]
    public async Task Rejects_are_stored_with_reason_and_row_and_a_repeated_interval_replaces_them()
    {
        PostgresDatabase.Require();
        ImmutableArray<FailureSite> sites = [new(4, FailureAction.Reject, "clean", "fare is negative", "main.flow", 3, 1)];
        string sql = $"SELECT *, CASE WHEN id < 0 THEN 4 END AS __site, CASE WHEN id < 0 THEN '{{\"id\": -1}}' END AS __input, "
            + $"'a.csv' AS __file, 17::BIGINT AS __row "
            + $"FROM ({Row(1, 1, "a")} UNION ALL {Row(-1, 1, "b")})";
        for (int i = 0; i < 2; i++)
        {
            await using TestRun run = await TestRun.OpenAsync(_program, TestRun.Day(1));
            await run.WriteAsync(
                Pg.Table(
                    "rej.t", new TableOptions { Mode = WriteMode.Upsert }), Columns, sql, sites, Pg.Table(
                        "rej.t_rejects", new TableOptions()));
            await run.Run.CommitAsync(CancellationToken.None);
            Assert.Equal((2, 1, 1), (run.Run.Report.Totals.Read, run.Run.Report.Totals.Written, run.Run.Report.Totals.Rejected));
        }

        Assert.Equal(
            ["load|clean|fare is negative|a.csv|17|{\"id\": -1}"], await database.RowsAsync(
                "pipeline, step, reason, source_file, source_row, input", "FROM rej.t_rejects"));
        Assert.Equal(["1|2024-01-01|a"], await RowsAsync("rej.t"));
    }

    [SkippableFact]
    public async Task A_dry_run_checks_and_changes_nothing()
    {
        PostgresDatabase.Require();
        await using TestRun run = await TestRun.OpenAsync(_program, dryRun: true);
        await run.WriteAsync(Pg.Table("dry.t", new TableOptions()), Columns, Row(1, 1, "a"));
        await run.Run.CommitAsync(CancellationToken.None);
        Assert.False(await database.ScalarAsync<bool>("SELECT to_regnamespace('dry') IS NOT NULL"));
    }

    [SkippableFact]
    public async Task A_second_run_of_a_running_interval_waits_and_then_gives_up()
    {
        PostgresDatabase.Require();
        await LoadAsync("busy.t", WriteMode.Append, Row(1, 1, "a") + " LIMIT 0");
        await using TestRun first = await TestRun.OpenAsync(_program, TestRun.Day(5));
        await first.WriteAsync(Pg.Table("busy.t", new TableOptions()), Columns, Row(1, 5, "a"));
        Task<WriteReport> second = LoadAsync("busy.t", WriteMode.Append, Row(2, 5, "b"), TestRun.Day(5));
        await Task.Delay(500);
        Assert.False(second.IsCompleted);
        await first.Run.CommitAsync(CancellationToken.None);
        await first.DisposeAsync();
        Assert.True((await second).AlreadyCommitted);
        Assert.Equal(["1|2024-01-05|a"], await RowsAsync("busy.t"));
    }

    [SkippableFact]
    public async Task Leftovers_of_dead_runs_go_and_those_of_live_ones_stay()
    {
        PostgresDatabase.Require();
        await LoadAsync("lef.t", WriteMode.Upsert, Row(1, 1, "a"));
        await database.ExecuteAsync("CREATE UNLOGGED TABLE flow.\"stage_20240101t000000-dead0000_1\" (id int)");
        await using TestRun live = await TestRun.OpenAsync(_program);
        await live.WriteAsync(Pg.Table("lef.t", new TableOptions { Mode = WriteMode.Upsert }), Columns, Row(2, 1, "b"));
        Assert.Equal([$"stage_{live.Run.Id}_1"], await database.RowsAsync("relname", "FROM pg_class WHERE relname LIKE 'stage%'"));
        await LoadAsync("lef.t", WriteMode.Upsert, Row(3, 1, "c"));
        Assert.Equal([$"stage_{live.Run.Id}_1"], await database.RowsAsync("relname", "FROM pg_class WHERE relname LIKE 'stage%'"));
        await live.Run.CommitAsync(CancellationToken.None);
        await live.DisposeAsync();
        Assert.Equal(0, await Leftovers());
        Assert.Equal(3, (await RowsAsync("lef.t")).Length);
    }

    private static string Row(int id, int day, string? name) =>
        $"SELECT {id}::BIGINT AS id, DATE '2024-01-{day:D2}' AS day, {(name is null ? "NULL::VARCHAR" : $"'{name}'")} AS name";

    private static async Task<FlowError> FailAsync(Func<Task> action) => (await Assert.ThrowsAsync<FlowException>(action)).Error;

    private Task<WriteReport> LoadAsync(string table, WriteMode mode, string sql, RunInterval? interval = null) => TestRun.LoadAsync(
        Pg,
        table,
        new TableOptions { Mode = mode, PartitionColumns = mode == WriteMode.ReplacePartition ? ["day"] : [] },
        Columns,
        sql,
        _program,
        interval);

    private Task<string[]> RowsAsync(string table) => database.RowsAsync($"id, day, name", $"FROM {table} ORDER BY id");

    private Task<long> Leftovers() =>
        database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname LIKE 'stage%' OR relname LIKE 'flow\\_%'");
}
