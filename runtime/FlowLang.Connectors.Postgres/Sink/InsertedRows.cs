using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Rows that pass from table to table of one database: one statement looks for values that the program's types have not, inserts the rows
/// and counts those that filters take, so that all of it sees the same rows, and none of them leaves the server.
/// </summary>
internal sealed class InsertedRows(PostgresSession session, PassedRows rows, BatchRun run)
{
    private const string Possible = """
        SELECT relkind IN ('r', 'p') AND NOT relhasrules AND NOT relrowsecurity AND NOT EXISTS (
          SELECT FROM pg_trigger t WHERE NOT t.tgisinternal AND (t.tgrelid = c.oid OR t.tgrelid IN (SELECT relid FROM pg_partition_tree(c.oid))))
        FROM pg_class c WHERE c.oid = to_regclass($1)
        """;

    private readonly SourceSelection _selection = rows.Selection;

    private string From => $"FROM {rows.Source.From}";

    /// <summary>
    /// False where it would not be what COPY does: the rows are those of a snapshot that others read too, or that a cursor moved to;
    /// reading twice is not reading the same; rules rewrite an INSERT, row security filters it, and triggers take rows unnoticed.
    /// </summary>
    public async Task<bool> IsPossibleAsync(string table, CancellationToken cancel) =>
        rows.IsAlone && !rows.Source.IsFollowed
        && await session.ScalarAsync(Possible, cancel, table) is true
        && await rows.Source.IsStoredAsync(session, cancel);

    /// <summary>Returns the number of rows that the filters kept.</summary>
    /// <param name="into">The table with its columns, in the order of the rows.</param>
    public async Task<long> InsertAsync(string into, CancellationToken cancel)
    {
        // Until the transaction ends nobody changes the columns that are compared now.
        await session.ExecuteAsync($"SELECT {From} LIMIT 0", cancel);
        ImmutableArray<LiveColumn> live = await rows.Source.RequireColumnsAsync(session, run, cancel);
        if (!_selection.Filters.IsEmpty)
        {
            await BatchSettings.VariablesAsync(session, run, cancel);
        }

        var tests = SourceTests.Of(rows.Columns, live);
        await session.ExecuteAsync("SAVEPOINT inserted", cancel);
        try
        {
            return await InsertAsync($"INSERT INTO {into}", Kept(tests.Select(t => t.Sql)), cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT inserted", cancel);
            await SourceTests.RequireAsync(session, tests, rows.Source.From + _selection.Where, cancel);
            throw;
        }
    }

    private async Task<long> InsertAsync(string insert, string kept, CancellationToken cancel)
    {
        insert = $"{insert} SELECT {string.Join(", ", rows.Columns.Select(TableFeed.Stored))} {From}{kept}";
        if (_selection.Counts.IsEmpty)
        {
            long moved = await session.ExecuteAsync(insert, cancel);
            rows.Finish(moved, []);
            return moved;
        }

        string counts = string.Join(", ", _selection.Counts.Prepend($"count(*) FILTER ({_selection.Where.TrimStart()})"));
        object?[] counted = (await session.RowsAsync(
            $"WITH moved AS ({insert}) SELECT {counts} {From}{_selection.Bounds}", cancel))[0];
        long passed = Convert.ToInt64(counted[0], CultureInfo.InvariantCulture);
        rows.Finish(passed, _selection.Steps(counted.Skip(1)));
        return passed;
    }

    /// <summary>A division by zero ends the statement at the first row that a test meets: free where there is none. The filters go first,
    /// because what they take is not looked at.</summary>
    private string Kept(IEnumerable<string> tests)
    {
        string bad = string.Join(" OR ", tests.Select(t => $"({t})"));
        IEnumerable<string> filters = _selection.Filters.Select(f => f.Condition);
        return (filters.Any(), bad.Length > 0) switch
        {
            (_, false) => _selection.Where,
            (false, true) => $" WHERE 1 / CASE WHEN {bad} THEN 0 ELSE 1 END = 1",
            _ => $" WHERE CASE WHEN {string.Join(" AND ", filters)} THEN 1 / CASE WHEN {bad} THEN 0 ELSE 1 END = 1 ELSE false END",
        };
    }
}
