using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// A run's unlogged staging tables in schema <c>flow</c>, on a connection of their own that holds the run's advisory lock: as long as it
/// does,
/// the run lives and nobody else touches them. Opening one drops what dead runs left.
/// </summary>
internal sealed class StagingArea : IAsyncDisposable
{
    private readonly PostgresSession _session;
    private readonly string _run;
    private readonly List<string> _tables = [];

    private StagingArea(PostgresSession session, string run)
    {
        _session = session;
        _run = run;
    }

    public static async Task<StagingArea> OpenAsync(PostgresConnection connection, BatchRun run, CancellationToken cancel)
    {
        PostgresSession session = await connection.OpenAsync($"flow {run.Pipeline.Name} staging", cancel);
        try
        {
            await session.ExecuteAsync("SELECT pg_advisory_lock($1)", cancel, LockOf(run.Id));
            var area = new StagingArea(session, run.Id);
            await area.SweepAsync(cancel);
            return area;
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            throw PostgresErrors.Translate(e, connection.Target, "opening the staging area");
        }
    }

    /// <summary>Stages a write's rows; returns the quoted table and the rows that the server stored.</summary>
    /// <param name="columns">The columns of the write.</param>
    /// <param name="send">Sends the rows by the COPY it is given; gives their number.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<StagedRows> StageAsync(
        ImmutableArray<Column> columns, Func<PostgresSession, string, Task<long>> send, CancellationToken cancel)
    {
        string table = NextTable();
        string definitions = string.Join(", ", columns.Select(c => $"{Sql.Name(c.Name)} {PostgresTypes.Name(c.Type)}"));
        await _session.ExecuteAsync($"BEGIN; CREATE UNLOGGED TABLE {table} ({definitions}) WITH (autovacuum_enabled = off)", cancel);

        // FREEZE: the table is this transaction's own, and the merge that reads it need not look up who wrote each row.
        long sent = await send(_session, $"COPY {table} FROM STDIN (FORMAT binary, FREEZE)");
        long stored = await StoredRows.OfAsync(_session, table, sent, cancel);
        await _session.ExecuteAsync("COMMIT", cancel);
        return new(table, stored);
    }

    /// <summary>
    /// Stages rows that others write, each with an ordinal in a column of that name: of what was written twice each row is taken once, and
    /// there must be as many as <paramref name="expected"/>.
    /// </summary>
    /// <param name="write">Writes to the table, on connections of its own.</param>
    public async Task<StagedRows> StageAsync(
        ImmutableArray<Column> columns, string ordinal, long expected, Func<string, CancellationToken, Task> write,
        CancellationToken cancel)
    {
        string table = NextTable();
        IEnumerable<string> definitions = columns.Select(c => $"{Sql.Name(c.Name)} {PostgresTypes.Name(c.Type)}");
        string list = string.Join(", ", definitions.Append($"{Sql.Name(ordinal)} bigint NOT NULL"));
        await _session.ExecuteAsync($"CREATE UNLOGGED TABLE {table} ({list}) WITH (autovacuum_enabled = off)", cancel);
        await write(table, cancel);
        string number = Sql.Name(ordinal);
        var counts = await _session.RowsAsync($"SELECT count(*), count(DISTINCT {number}) FROM {table}", cancel);
        (long stored, long distinct) = (Convert.ToInt64(counts[0][0], CultureInfo.InvariantCulture),
            Convert.ToInt64(counts[0][1], CultureInfo.InvariantCulture));
        if (distinct != expected)
        {
            throw new FlowException(RunErrors.Unaccounted(table, $"{expected} rows were to be written, {distinct} lie there"));
        }

        if (stored > distinct)
        {
            await _session.ExecuteAsync($"DELETE FROM {table} a USING {table} b WHERE a.{number} = b.{number} AND a.ctid > b.ctid", cancel);
        }

        await _session.ExecuteAsync($"ANALYZE {table}", cancel);
        return new(table, distinct);
    }

    /// <summary>A query over staged rows, for an error's details, when the run's own transaction is already lost.</summary>
    public Task<ImmutableArray<object?[]>> RowsAsync(string sql, CancellationToken cancel) => _session.RowsAsync(sql, cancel);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_session.Link.State == System.Data.ConnectionState.Open)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                await _session.ExecuteAsync("ROLLBACK", limit.Token);
                foreach (string table in _tables)
                {
                    await _session.ExecuteAsync($"DROP TABLE IF EXISTS {table}", limit.Token);
                }
            }
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // What could not be dropped now is dropped by the next run: this one's lock goes with its connection.
        }

        await _session.DisposeAsync();
    }

    private static long LockOf(string run) => LockKey.Of("run", run);

    private string NextTable()
    {
        string table = $"flow.{Sql.Name($"stage_{_run}_{(_tables.Count + 1).ToString(CultureInfo.InvariantCulture)}")}";
        _tables.Add(table);
        return table;
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var rows = await _session.RowsAsync(
            """
            SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'flow' AND c.relname LIKE 'stage\_%' AND c.relkind = 'r' AND pg_has_role(c.relowner, 'USAGE')
            """,
            cancel);
        foreach (string name in rows.Select(r => $"{r[0]}"))
        {
            string run = name["stage_".Length..name.LastIndexOf('_')];

            // This run's own lock can be taken again; an earlier attempt's table is as dead as another run's.
            if (await _session.ScalarAsync("SELECT pg_try_advisory_lock($1)", cancel, LockOf(run)) is true)
            {
                await _session.ExecuteAsync($"DROP TABLE IF EXISTS flow.{Sql.Name(name)}", cancel);
                await _session.ExecuteAsync("SELECT pg_advisory_unlock($1)", cancel, LockOf(run));
            }
        }
    }
}
