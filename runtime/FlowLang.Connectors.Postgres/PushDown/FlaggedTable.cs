using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A flagged query evaluated once into a temporary table that ends with the transaction; kept and rejected rows are views of it.</summary>
/// <param name="Kept">The quoted view of the kept rows.</param>
/// <param name="RejectsSql">A SELECT of the rejected rows; null where none can be.</param>
internal sealed record FlaggedTable(string Kept, string? RejectsSql, RowAccount Account)
{
    public static async Task<FlaggedTable> CreateAsync(
        PostgresBatch batch, string relation, string sql, ImmutableArray<Column> columns, ImmutableArray<FailureSite> sites,
        CancellationToken cancel)
    {
        string table = Sql.Name(batch.FreshName(relation));
        await batch.Session.ExecuteAsync($"CREATE TEMP TABLE {table} ON COMMIT DROP AS\n{sql}", cancel);
        await batch.Session.ExecuteAsync($"ANALYZE {table}", cancel);
        RowAccount account = await CountAsync(batch.Session, table, sites, cancel);
        await FailAsync(batch, table, sites, cancel);

        string kept = Sql.Name(batch.FreshName(relation));
        string names = string.Join(", ", columns.Select(c => Sql.Name(c.Name)));
        string where = sites.IsEmpty ? "" : $" WHERE {FlagColumns.Site} IS NULL";
        await batch.Session.ExecuteAsync($"CREATE TEMP VIEW {kept} AS SELECT {names} FROM {table}{where}", cancel);
        return new FlaggedTable(kept, RejectsOf(batch.Run, table, sites), account);
    }

    private static async Task<RowAccount> CountAsync(
        PostgresSession session, string table, ImmutableArray<FailureSite> sites, CancellationToken cancel)
    {
        string site = sites.IsEmpty ? "CAST(NULL AS integer)" : FlagColumns.Site;
        var rows = await session.RowsAsync($"SELECT {site}, count(*) FROM {table} GROUP BY 1", cancel);
        Dictionary<int, long> counts = rows.ToDictionary(r => r[0] is null ? 0 : (int)Number(r[0]), r => Number(r[1]));
        return new RowAccount(
            counts.Values.Sum(),
            counts.GetValueOrDefault(0),
            [.. sites.Select(s => new StepCount(s.Step, s.Action, s.Reason, counts.GetValueOrDefault(s.Id)))]);
    }

    private static async Task FailAsync(PostgresBatch batch, string table, ImmutableArray<FailureSite> sites, CancellationToken cancel)
    {
        string failing = string.Join(", ", sites.Where(s => s.Action == FailureAction.Fail).Select(s => s.Id));
        if (failing.Length == 0)
        {
            return;
        }

        var rows = await batch.Session.RowsAsync(
            $"SELECT {FlagColumns.Site}, {FlagColumns.Input}, {FlagColumns.File}, {FlagColumns.Row} FROM {table} "
            + $"WHERE {FlagColumns.Site} IN ({failing}) ORDER BY ctid LIMIT 1",
            cancel);
        if (rows is [var row])
        {
            FailureSite site = sites.First(s => s.Id == Number(row[0]));
            throw new FlowException(RunErrors.RowFailed(
                site, batch.Run.Pipeline.Name, row[2]?.ToString(), row[3] is null ? null : Number(row[3]), row[1]?.ToString()));
        }
    }

    // No source of a database has records that could not be read, so the reason is the site's.
    private static string? RejectsOf(BatchRun run, string table, ImmutableArray<FailureSite> sites)
    {
        var rejecting = sites.Where(s => s.Action == FailureAction.Reject).ToList();
        if (rejecting.Count == 0)
        {
            return null;
        }

        string values = string.Join(", ", rejecting.Select(s => $"({s.Id}, {Sql.Text(s.Step)}, {Sql.Text(s.Reason)})"));
        return $"SELECT {Sql.Text(run.Id)} AS run_id, {Sql.Text(run.Pipeline.Name)} AS pipeline, s.step AS step, s.reason AS reason, "
            + $"t.{FlagColumns.File} AS source_file, t.{FlagColumns.Row} AS source_row, CAST(t.{FlagColumns.Input} AS jsonb) AS input, "
            + $"{Sql.Instant(run.StartedAt)} AS rejected_at "
            + $"FROM {table} AS t JOIN (VALUES {values}) AS s(id, step, reason) ON s.id = t.{FlagColumns.Site}";
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
