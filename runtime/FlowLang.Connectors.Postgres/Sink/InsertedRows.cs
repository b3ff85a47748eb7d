using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Rows that pass from table to table of one database: one statement inserts them, counts those that filters take and looks for values
/// that the program's types have not, so that all of it sees the same rows, and none of them leaves the server.
/// </summary>
internal sealed class InsertedRows(PostgresSession session, PassedRows rows, BatchRun run)
{
    /// <summary>
    /// False where it would not be what COPY does: the rows are those of a snapshot that others read too, or that a cursor moved to;
    /// reading twice is not reading the same; rules rewrite an INSERT; row security filters it.
    /// </summary>
    public async Task<bool> IsPossibleAsync(string table, CancellationToken cancel) =>
        rows.IsAlone && !rows.Source.IsFollowed
        && await session.ScalarAsync(
            "SELECT relkind IN ('r', 'p') AND NOT relhasrules AND NOT relrowsecurity FROM pg_class WHERE oid = to_regclass($1)",
            cancel, table) is true
        && await rows.Source.IsStoredAsync(session, cancel);

    /// <summary>Returns the number of rows that the filters kept.</summary>
    /// <param name="into">The table with its columns, in the order of the rows.</param>
    public async Task<long> InsertAsync(string into, CancellationToken cancel)
    {
        // Until the transaction ends nobody changes the columns that are compared now.
        await session.ExecuteAsync($"SELECT FROM {rows.Source.From} LIMIT 0", cancel);
        ImmutableArray<LiveColumn> live = await rows.Source.RequireColumnsAsync(session, run, cancel);
        if (!rows.Selection.Filters.IsEmpty)
        {
            await BatchSettings.VariablesAsync(session, run, cancel);
        }

        var tests = SourceTests.Of(rows.Columns, live);
        object?[] counted = (await session.RowsAsync(Statement(into, live, tests.Select(t => t.Sql)), cancel))[0];
        for (int i = 0; i < tests.Length; i++)
        {
            if (Number(counted[i + 1]) is > 0 and var bad)
            {
                throw tests[i].Refused(bad);
            }
        }

        long passed = Number(counted[0]);
        rows.Finish(passed, rows.Selection.Steps(counted.Skip(1 + tests.Length)));
        return passed;
    }

    private string Statement(string into, ImmutableArray<LiveColumn> live, IEnumerable<string> tests)
    {
        SourceSelection selection = rows.Selection;
        string from = $"FROM {rows.Source.From}";
        string values = string.Join(", ", rows.Columns.Select(TableFeed.Stored));
        string kept = selection.Where.Length > 0 ? selection.Where : " WHERE true";

        // A null that the target would refuse is left out, counted, and told as the source's.
        string whole = string.Concat(SourceTests.NeverNull(rows.Columns, live).Select(n => $" AND {n} IS NOT NULL"));
        IEnumerable<string> counts = tests.Prepend("true").Select(t => $"count(*) FILTER ({kept.TrimStart()} AND ({t}))");
        return $"WITH moved AS (INSERT INTO {into} SELECT {values} {from}{kept}{whole}) "
            + $"SELECT {string.Join(", ", counts.Concat(selection.Counts))} {from}{selection.Bounds}";
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
