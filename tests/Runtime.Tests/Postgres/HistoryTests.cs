using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary><c>mode: scd2</c>: versions of a key, whatever the order in which they come.</summary>
public sealed class HistoryTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> Columns =
        [new("id", ColumnType.Int32, IsKey: true), new("name", ColumnType.Text, Nullable: true), new("note", ColumnType.Text)];

    private static readonly ImmutableArray<Column> Timed = [.. Columns, new("at", ColumnType.DateTime)];

    private static readonly HistoryOptions Keep = new() { Tracked = ["name"] };

    private readonly string _program = $"p{Guid.NewGuid():N}";
    private readonly string _table = $"h{Guid.NewGuid():N}.t";

    [SkippableFact]
    public async Task A_change_ends_the_version_before_and_an_unchanged_row_is_not_touched()
    {
        PostgresDatabase.Require();
        await LoadAsync(1, Keep, (1, "a"), (2, "b"), (3, null));
        string untouched = await PlacesAsync("id IN (2, 3)");
        await LoadAsync(2, Keep, (1, "A"), (2, "b"), (3, null));
        Assert.Equal(["1|a|1-2|f", "1|A|2-|t", "2|b|1-|t", "3||1-|t"], await VersionsAsync());
        Assert.Equal(untouched, await PlacesAsync("id IN (2, 3)"));
        string all = await PlacesAsync("true");
        await LoadAsync(2, Keep, (1, "A"), (2, "b"), (3, null));
        Assert.Equal(all, await PlacesAsync("true"));
    }

    [SkippableFact]
    public async Task An_untracked_column_is_set_in_place_and_a_vanished_key_stays()
    {
        PostgresDatabase.Require();
        await LoadAsync(1, Keep, (1, "a"), (2, "b"));
        await LoadSqlAsync(2, Keep, Columns, "SELECT 1 AS id, 'a' AS name, 'other' AS note");
        Assert.Equal(["1|a|1-|t", "2|b|1-|t"], await VersionsAsync());
        Assert.Equal(["other", "note"], await database.RowsAsync("note", $"FROM {_table} ORDER BY id"));
    }

    [SkippableFact]
    public async Task A_vanished_key_is_closed_where_asked_and_may_come_back()
    {
        PostgresDatabase.Require();
        HistoryOptions close = Keep with { ClosesDeleted = true };
        await LoadAsync(1, close, (1, "a"), (2, "b"));
        await LoadAsync(3, close, (1, "a"));
        await LoadAsync(5, close, (1, "a"), (2, "b"));
        Assert.Equal(["1|a|1-|t", "2|b|1-3|f", "2|b|5-|t"], await VersionsAsync());
        await LoadAsync(3, close, (1, "a"), (2, "b"));
        Assert.Equal(["1|a|1-|t", "2|b|1-|t"], await VersionsAsync());
        await LoadAsync(1, close, (2, "b"));
        Assert.Equal(["1|a|3-|t", "2|b|1-|t"], await VersionsAsync());
    }

    [SkippableFact]
    public async Task Several_versions_come_in_one_load_and_late_ones_find_their_place()
    {
        PostgresDatabase.Require();
        HistoryOptions timed = Keep with { ChangedAt = "at" };
        const string two = "SELECT 1 AS id, 'b' AS name, 'n' AS note, TIMESTAMP '2024-01-05' AS at UNION ALL "
            + "SELECT 1, 'c', 'n', TIMESTAMP '2024-01-07' UNION ALL SELECT 1, 'c', 'n', TIMESTAMP '2024-01-08'";
        await LoadSqlAsync(9, timed, Timed, two);
        Assert.Equal(["1|b|5-7|f", "1|c|7-|t"], await VersionsAsync());
        await LoadSqlAsync(4, timed, Timed, "SELECT 1 AS id, 'a' AS name, 'n' AS note, TIMESTAMP '2024-01-06' AS at");
        await LoadSqlAsync(3, timed, Timed, "SELECT 1 AS id, 'z' AS name, 'n' AS note, TIMESTAMP '2024-01-02' AS at");
        Assert.Equal(["1|z|2-5|f", "1|b|5-6|f", "1|a|6-7|f", "1|c|7-|t"], await VersionsAsync());
        string all = await PlacesAsync("true");
        await LoadSqlAsync(9, timed, Timed, two);
        Assert.Equal(all, await PlacesAsync("true"));
        Assert.Equal("timestamp without time zone", (await database.RowsAsync(
            "data_type", $"FROM information_schema.columns WHERE table_schema || '.t' = '{_table}' AND column_name = 'valid_from'"))[0]);
    }

    [SkippableFact]
    public async Task Columns_may_have_the_names_that_a_query_would_like()
    {
        PostgresDatabase.Require();
        string[] names = ["at", "gap", "loaded", "begins", "run", "until", "o", "s", "select"];
        ImmutableArray<Column> columns = [new("k", ColumnType.Int32, IsKey: true), .. names.Select(n => new Column(n, ColumnType.Int32))];
        foreach (int day in (int[])[1, 3, 2])
        {
            await LoadSqlAsync(
                day, new HistoryOptions { Tracked = [.. names] }, columns,
                $"SELECT 1 AS k, {string.Join(", ", names.Select(n => $"{day} AS \"{n}\""))}");
        }

        Assert.Equal(
            ["1|1-2", "2|2-3", "3|3-"], await database.RowsAsync(
                "\"select\", extract(day FROM valid_from) || '-' || coalesce(extract(day FROM valid_to)::text, '')",
                $"FROM {_table} ORDER BY valid_from"));
    }

    [SkippableFact]
    public async Task Two_rows_of_one_key_and_one_time_commit_nothing()
    {
        PostgresDatabase.Require();
        await LoadAsync(1, Keep, (1, "a"));
        FlowException told = await Assert.ThrowsAsync<FlowException>(() => LoadAsync(2, Keep, (1, "b"), (1, "c")));
        Assert.Equal("RT7010", told.Error.Code);
        Assert.Contains("id = 1", told.Error.Why, StringComparison.Ordinal);
        Assert.Equal(["1|a|1-|t"], await VersionsAsync());
    }

    [SkippableFact]
    public async Task A_table_that_allows_two_current_rows_is_refused_with_the_statement_that_helps()
    {
        PostgresDatabase.Require();
        await LoadAsync(1, Keep, (1, "a"));
        await database.ExecuteAsync($"DROP INDEX {_table}_id_idx");
        FlowException told = await Assert.ThrowsAsync<FlowException>(() => LoadAsync(2, Keep, (1, "b")));
        Assert.Equal("RT7011", told.Error.Code);
        await database.ExecuteAsync(told.Error.Help ?? "");
        await LoadAsync(2, Keep, (1, "b"));
        Assert.Equal(["1|a|1-2|f", "1|b|2-|t"], await VersionsAsync());
    }

    /// <summary>Whole sets day by day, loaded in every order and some twice: always the step function that the days say.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whole_sets_give_the_same_versions_in_any_order(int seed)
    {
        PostgresDatabase.Require();
        var random = new Random(seed);
        var days = Enumerable.Range(1, 7).ToDictionary(d => d, _ => Enumerable.Range(1, 5).Where(_ => random.Next(4) > 0)
            .Select(id => (id, Name: random.Next(3) is 0 ? null : $"{random.Next(3)}")).ToArray());
        int[] order = [.. days.Keys, 3, 6, 1];
        random.Shuffle(order);
        foreach (int day in order)
        {
            await LoadAsync(day, Keep with { ClosesDeleted = true }, days[day]);
        }

        Assert.Equal(Expected(days), await VersionsAsync());
    }

    private static string[] Expected(Dictionary<int, (int Id, string? Name)[]> days)
    {
        var versions = new List<string>();
        foreach (int id in days.Values.SelectMany(rows => rows).Select(row => row.Id).Distinct().Order())
        {
            int? from = null;
            string? value = null;
            foreach (int day in days.Keys.Order().Append(8))
            {
                (int Id, string? Name)[] now = day == 8 ? [] : [.. days[day].Where(row => row.Id == id)];
                bool goesOn = from is not null && ((now.Length > 0 && now[0].Name == value) || day == 8);
                if (from is { } begun && !goesOn)
                {
                    versions.Add($"{id}|{value}|{begun}-{day}|f");
                    from = null;
                }

                if (from is null && now.Length > 0)
                {
                    (from, value) = (day, now[0].Name);
                }
            }

            if (from is { } open)
            {
                versions.Add($"{id}|{value}|{open}-|t");
            }
        }

        return [.. versions];
    }

    private Task<string[]> VersionsAsync() => database.RowsAsync(
        "id, coalesce(name, ''), extract(day FROM valid_from) || '-' || coalesce(extract(day FROM valid_to)::text, ''), is_current",
        $"FROM {_table} ORDER BY id, valid_from");

    // Where a row lies changes whenever it is written.
    private async Task<string> PlacesAsync(string where) =>
        string.Join("; ", await database.RowsAsync("ctid, xmin, t::text", $"FROM {_table} t WHERE {where} ORDER BY id, valid_from"));

    private Task LoadAsync(int day, HistoryOptions options, params (int Id, string? Name)[] rows) => LoadSqlAsync(
        day, options, Columns, rows.Length == 0
            ? "SELECT 1 AS id, ''::VARCHAR AS name, '' AS note LIMIT 0"
            : string.Join(" UNION ALL ", rows.Select(r =>
                $"SELECT {r.Id} AS id, {(r.Name is null ? "NULL::VARCHAR" : $"'{r.Name}'")} AS name, 'note' AS note")));

    private Task LoadSqlAsync(int day, HistoryOptions options, ImmutableArray<Column> columns, string sql) => TestRun.LoadAsync(
        database.Connect(), _table, new TableOptions { Mode = WriteMode.Scd2, History = options }, columns, sql, _program,
        TestRun.Day(day));
}
