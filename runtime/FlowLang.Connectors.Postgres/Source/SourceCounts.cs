using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// How many rows of a read the filters take. They are counted by a scan of their own, unless the read is itself one scan of a whole table
/// with one filter: the server counts the rows that a scan sees (pg_stat_get_xact_tuples_returned), and the others were taken.
/// </summary>
internal sealed class SourceCounts
{
    // Counts of other processes that help with a query are not the transaction's.
    private const string Alone = "max_parallel_workers_per_gather";

    private readonly PostgresSource _source;
    private readonly PostgresSession _session;
    private readonly string _workers;
    private readonly (long Scans, long Rows)? _before;
    private readonly ImmutableArray<StepCount> _counted;

    private SourceCounts(
        PostgresSource source, PostgresSession session, string workers, (long Scans, long Rows)? before,
        ImmutableArray<StepCount> counted) =>
        (_source, _session, _workers, _before, _counted) = (source, session, workers, before, counted);

    /// <summary>Right before the read, in its transaction.</summary>
    /// <param name="select">The read.</param>
    public static async Task<SourceCounts> BeginAsync(
        PostgresSource source, PostgresSession session, string select, CancellationToken cancel)
    {
        bool isOne = source is { Selection: { Counts.Length: 1, Bounds: "" }, WholeTable: not null };
        if (!isOne || await SeenAsync(source, session, cancel) is not { } before || !await IsOneScanAsync(session, select, cancel))
        {
            return new SourceCounts(source, session, "", null, await source.CountAsync(session, cancel));
        }

        string workers = $"{await session.ScalarAsync($"SELECT current_setting('{Alone}')", cancel)}";
        await session.ScalarAsync($"SELECT set_config('{Alone}', '0', true)", cancel);
        return new SourceCounts(source, session, workers, before, []);
    }

    /// <summary>Right behind the read.</summary>
    /// <param name="passed">Rows that it gave.</param>
    public async Task<ImmutableArray<StepCount>> EndAsync(long passed, CancellationToken cancel)
    {
        if (_before is not { } before)
        {
            return _counted;
        }

        (long Scans, long Rows)? after = await SeenAsync(_source, _session, cancel);
        await _session.ScalarAsync($"SELECT set_config('{Alone}', $1, true)", cancel, _workers);
        return after is { } seen && seen.Scans == before.Scans + 1 && _source.Selection is { } asked
            ? asked.Steps([seen.Rows - before.Rows - passed])
            : await _source.CountAsync(_session, cancel);
    }

    /// <summary>Scans of the table in this transaction, and what they saw; null where the server does not count, or not all rows are
    /// everybody's.</summary>
    private static async Task<(long Scans, long Rows)?> SeenAsync(PostgresSource source, PostgresSession session, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            """
            SELECT pg_stat_get_xact_numscans(oid), pg_stat_get_xact_tuples_returned(oid) FROM pg_class
            WHERE oid = to_regclass($1) AND relkind = 'r' AND NOT relrowsecurity AND current_setting('track_counts') = 'on'
            """,
            cancel,
            source.WholeTable ?? "");
        return rows is [[var scans, var seen]]
            ? (Convert.ToInt64(scans, CultureInfo.InvariantCulture), Convert.ToInt64(seen, CultureInfo.InvariantCulture))
            : null;
    }

    private static async Task<bool> IsOneScanAsync(PostgresSession session, string select, CancellationToken cancel)
    {
        string[] plan = [.. (await session.RowsAsync($"EXPLAIN (COSTS OFF) {select}", cancel)).Select(row => $"{row[0]}".Trim())];
        return plan is [var scan, var filter]
            && scan.StartsWith("Seq Scan on ", StringComparison.Ordinal) && filter.StartsWith("Filter: ", StringComparison.Ordinal);
    }
}
