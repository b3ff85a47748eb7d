using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>A flagged query evaluated once into a temporary table; kept and rejected rows are two views of it.</summary>
internal sealed record StagedSplit(string KeptSql, string? RejectsSql, RowAccount Account)
{
    public static async Task<StagedSplit> CreateAsync(
        DuckDbSession session, string relation, string sql, ImmutableArray<Column> columns, ImmutableArray<FailureSite> sites,
        CancellationToken cancel)
    {
        string table = session.FreshName(relation);
        string columnList = string.Join(", ", columns.Select(c => Sql.Name(c.Name)));
        await session.ExecuteAsync($"CREATE TEMP TABLE {Sql.Name(table)} AS {sql}", relation, cancel);
        if (sites.IsEmpty)
        {
            var total = await session.RowsAsync($"SELECT count(*) FROM {Sql.Name(table)}", relation, cancel);
            return new($"SELECT {columnList} FROM {Sql.Name(table)}", null, new RowAccount(Number(total[0][0]), Number(total[0][0]), []));
        }

        RowAccount account = await CountAsync(session, table, relation, sites, cancel);
        if (account.Steps.Any(s => s.Action == FailureAction.Fail && s.Rows > 0))
        {
            await FailAsync(session, table, relation, sites, cancel);
        }

        return new(
            $"SELECT {columnList} FROM {Sql.Name(table)} WHERE {FlagColumns.Site} IS NULL",
            RejectsOf(session.Run, table, sites),
            account);
    }

    private static async Task<RowAccount> CountAsync(
        DuckDbSession session, string table, string relation, ImmutableArray<FailureSite> sites, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            $"SELECT {FlagColumns.Site}, count(*) FROM {Sql.Name(table)} GROUP BY ALL", relation, cancel);
        long kept = rows.Where(r => r[0] is null).Sum(r => Number(r[1]));
        var counts = rows.Where(r => r[0] is not null).ToDictionary(r => (int)Number(r[0]), r => Number(r[1]));
        return new RowAccount(
            rows.Sum(r => Number(r[1])),
            kept,
            [.. sites.Select(s => new StepCount(s.Step, s.Action, s.Reason, counts.GetValueOrDefault(s.Id)))]);
    }

    private static async Task FailAsync(
        DuckDbSession session, string table, string relation, ImmutableArray<FailureSite> sites, CancellationToken cancel)
    {
        string failing = string.Join(", ", sites.Where(s => s.Action == FailureAction.Fail).Select(s => s.Id));
        var rows = await session.RowsAsync(
            $"SELECT {FlagColumns.Site}, {FlagColumns.Input}, {FlagColumns.File}, {FlagColumns.Row} FROM {Sql.Name(table)} "
            + $"WHERE {FlagColumns.Site} IN ({failing}) ORDER BY rowid LIMIT 1",
            relation,
            cancel);
        if (rows is [var row])
        {
            FailureSite site = sites.First(s => s.Id == Number(row[0]));
            throw new FlowException(RunErrors.RowFailed(
                site, session.Run.Pipeline.Name, row[2]?.ToString(), row[3] is null ? null : Number(row[3]), row[1]?.ToString()));
        }
    }

    private static string? RejectsOf(BatchRun run, string table, ImmutableArray<FailureSite> sites)
    {
        var rejecting = sites.Where(s => s.Action == FailureAction.Reject).ToList();
        if (rejecting.Count == 0)
        {
            return null;
        }

        string values = string.Join(", ", rejecting.Select(s => $"({s.Id}, {Sql.Text(s.Step)}, {Sql.Text(s.Reason)})"));
        return $"SELECT {Sql.Text(run.Id)} AS run_id, {Sql.Text(run.Pipeline.Name)} AS pipeline, s.step AS step, "
            + $"s.reason || coalesce(': ' || json_extract_string(t.{FlagColumns.Input}, '$.{FlagColumns.Bad}'), '') AS reason, "
            + $"t.{FlagColumns.File} AS source_file, t.{FlagColumns.Row} AS source_row, CAST(t.{FlagColumns.Input} AS JSON) AS input, "
            + $"{Sql.Instant(run.StartedAt)} AS rejected_at "
            + $"FROM {Sql.Name(table)} AS t JOIN (VALUES {values}) AS s(id, step, reason) ON s.id = t.{FlagColumns.Site}";
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
