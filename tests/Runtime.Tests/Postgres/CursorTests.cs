using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using Npgsql;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary><c>cursor: transaction</c>: what was committed late is never missed, whatever overlaps.</summary>
public sealed class CursorTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> Columns = [new("id", ColumnType.Int32, IsKey: true), new("name", ColumnType.Text)];

    private readonly string _program = $"p{Guid.NewGuid():N}";
    private readonly string _source = $"s{Guid.NewGuid():N}.t";

    [SkippableFact]
    public async Task A_transaction_that_began_first_and_commits_last_is_read_by_the_next_run()
    {
        PostgresDatabase.Require();
        await CreateAsync();
        await using NpgsqlConnection early = await database.OpenAsync();
        await ExecuteAsync(early, $"BEGIN; INSERT INTO {_source} VALUES (1, 'early, committed late')");
        await database.ExecuteAsync($"INSERT INTO {_source} VALUES (2, 'late, committed early')");
        Assert.Equal(1, await RunAsync());
        await ExecuteAsync(early, "COMMIT");
        await RunAsync();
        Assert.Equal(await RowsAsync(_source), await RowsAsync(_source + "2"));
        await database.ExecuteAsync($"UPDATE {_source} SET name = 'updated' WHERE id = 1");
        await RunAsync();
        Assert.Equal(await RowsAsync(_source), await RowsAsync(_source + "2"));
        await UntilNothingIsNewAsync();
    }

    [SkippableFact]
    public async Task A_run_that_does_not_commit_does_not_move_the_position()
    {
        PostgresDatabase.Require();
        await CreateAsync();
        await database.ExecuteAsync($"INSERT INTO {_source} VALUES (1, 'a')");
        await RunAsync();
        await database.ExecuteAsync($"INSERT INTO {_source} VALUES (2, 'b')");
        Assert.InRange(await RunAsync(commits: false), 1, 2);
        await RunAsync();
        Assert.Equal(["1|a", "2|b"], await RowsAsync(_source + "2"));
    }

    [SkippableFact]
    public async Task Another_table_of_that_name_is_read_from_its_begin()
    {
        PostgresDatabase.Require();
        await CreateAsync();
        await database.ExecuteAsync($"INSERT INTO {_source} VALUES (1, 'a')");
        await RunAsync();
        await database.ExecuteAsync($"CREATE TABLE {_source}3 AS SELECT * FROM {_source}");
        await UntilNothingIsNewAsync();
        await database.ExecuteAsync(
            $"DROP TABLE {_source}; ALTER TABLE {_source}3 ALTER id SET NOT NULL, ALTER name SET NOT NULL; "
            + $"ALTER TABLE {_source}3 RENAME TO t");
        Assert.Equal(1, await RunAsync());
    }

    [SkippableFact]
    public async Task A_view_is_refused()
    {
        PostgresDatabase.Require();
        await CreateAsync();
        await database.ExecuteAsync($"ALTER TABLE {_source} RENAME TO u; CREATE VIEW {_source} AS SELECT * FROM {_source[..^1]}u");
        FlowException told = await Assert.ThrowsAsync<FlowException>(() => RunAsync());
        Assert.Equal("RT7014", told.Error.Code);
    }

    [SkippableTheory]
    [InlineData(5_000_000_000, 5_000_000_100, 5_000_000_000, true)]
    [InlineData(4_294_967_290, 4_294_967_400, 4_294_967_300, true)]
    [InlineData(4_294_967_290, 4_294_967_400, 4_294_967_289, false)]
    [InlineData(4_294_967_290, 4_294_967_400, 4_294_967_400, false)]
    [InlineData(1000, 1100, 1000, true)]
    [InlineData(1000, 1100, 999, false)]
    [InlineData(1000, 1100, 1099, true)]
    public async Task Rows_since_a_horizon_are_told_by_32_bits(ulong horizon, ulong next, ulong transaction, bool isRead)
    {
        PostgresDatabase.Require();
        string? condition = new TablePlace("", next, next).Since(horizon);
        Assert.Equal(isRead, await database.ScalarAsync<bool>(
            $"SELECT {condition} FROM (SELECT '{transaction % (1UL << 32)}'::xid AS xmin) t"));
    }

    [Fact]
    public void Too_many_transactions_and_a_counter_that_went_back_mean_all_rows()
    {
        Assert.Null(new TablePlace("", 1UL << 32, 1UL << 32).Since(1000));
        Assert.Null(new TablePlace("", 900, 900).Since(1000));
    }

    /// <summary>Writers that overlap, commit in any order and roll back, with runs in between: the target ends up as the source.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_overlaps_the_target_ends_as_the_source(int seed)
    {
        PostgresDatabase.Require();
        await CreateAsync();
        var random = new Random(seed);
        var open = new List<(NpgsqlConnection Link, HashSet<int> Rows)>();
        var locked = new HashSet<int>();
        for (int step = 0; step < 60; step++)
        {
            switch (random.Next(6))
            {
                case 0 when open.Count < 4:
                    NpgsqlConnection link = await database.OpenAsync();
                    await ExecuteAsync(link, "BEGIN");
                    open.Add((link, []));
                    break;
                case 1 or 2 or 3 when open.Count > 0:
                    (NpgsqlConnection writer, HashSet<int> rows) = open[random.Next(open.Count)];
                    int id = random.Next(12);
                    if (rows.Contains(id) || locked.Add(id))
                    {
                        rows.Add(id);
                        string savepoint = random.Next(3) == 0 ? "SAVEPOINT s; " : "";
                        await ExecuteAsync(writer, $"{savepoint}INSERT INTO {_source} VALUES ({id}, 'step {step}') "
                            + "ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name");
                    }

                    break;
                case 4 when open.Count > 0:
                    int which = random.Next(open.Count);
                    await EndAsync(open[which], locked, random.Next(4) == 0 ? "ROLLBACK" : "COMMIT");
                    open.RemoveAt(which);
                    break;
                case 5:
                    await RunAsync(commits: random.Next(4) > 0);
                    break;
            }
        }

        foreach ((NpgsqlConnection, HashSet<int>) writer in open)
        {
            await EndAsync(writer, locked, "COMMIT");
        }

        await RunAsync();
        Assert.Equal(await RowsAsync(_source), await RowsAsync(_source + "2"));
    }

    private static async Task EndAsync((NpgsqlConnection Link, HashSet<int> Rows) writer, HashSet<int> locked, string how)
    {
        await ExecuteAsync(writer.Link, how);
        await writer.Link.DisposeAsync();
        locked.ExceptWith(writer.Rows);
    }

    private static async Task ExecuteAsync(NpgsqlConnection link, string sql)
    {
        await using var command = new NpgsqlCommand(sql, link);
        await command.ExecuteNonQueryAsync();
    }

    // A transaction of another database holds the horizon of the whole server back for as long as it lasts.
    private async Task UntilNothingIsNewAsync()
    {
        for (int i = 0; await RunAsync() > 0; i++)
        {
            Assert.True(i < 200, "the position does not move");
            await Task.Delay(100);
        }
    }

    private Task CreateAsync() => database.ExecuteAsync(
        $"CREATE SCHEMA {_source[..^2]}; CREATE TABLE {_source} (id integer PRIMARY KEY, name text NOT NULL)");

    private Task<string[]> RowsAsync(string table) => database.RowsAsync("id, name", $"FROM {table} ORDER BY id");

    /// <summary>The rows that the run read.</summary>
    private async Task<long> RunAsync(bool commits = true)
    {
        PostgresConnection pg = database.Connect();
        await using TestRun run = await TestRun.OpenAsync(_program);
        await run.Duck.ReadAsync(pg.Following(pg.TableSource(_source, Columns), "rows"), "rows", CancellationToken.None);
        await run.WriteAsync(pg.Table(_source + "2", new TableOptions { Mode = WriteMode.Upsert }), Columns, "SELECT id, name FROM rows");
        if (commits)
        {
            await run.Run.CommitAsync(CancellationToken.None);
        }

        return run.Run.Report.Writes[0].Written;
    }
}
