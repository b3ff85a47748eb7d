using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Rows that pass from table to table of one database: one statement looks for values that the program's types have not and inserts the
/// rows, none of which leaves the server.
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
    /// False where it would not be what COPY does: the rows are those of a snapshot that others read too, in which filters count what they
    /// take, or to which a cursor moved; a view is a query of its author's; rules rewrite an INSERT, row security filters it, and
    /// triggers take rows unnoticed.
    /// </summary>
    public async Task<bool> IsPossibleAsync(string table, CancellationToken cancel) =>
        rows.IsAlone && !rows.Source.IsFollowed && _selection.Counts.IsEmpty
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
            string values = string.Join(", ", rows.Columns.Select(TableFeed.Stored));
            long moved = await session.ExecuteAsync(
                $"INSERT INTO {into} SELECT {values} {From}{Kept(tests.Select(t => t.Sql))}", cancel);
            rows.Finish(moved, []);
            return moved;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT inserted", cancel);
            await SourceTests.RequireAsync(session, tests, rows.Source.From + _selection.Where, cancel);
            throw;
        }
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
