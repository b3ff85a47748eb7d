using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// A flagged query evaluated once into storage of the cluster (memory, then disk), each row with a number of its own; kept and rejected
/// rows are two views of it.
/// </summary>
/// <param name="View">The stored rows: declared columns, flags, ordinal.</param>
/// <param name="KeptSql">The declared columns of the kept rows.</param>
/// <param name="RejectsSql">The rejected rows as <see cref="RejectColumns"/>; null where the query can't reject.</param>
internal sealed record SplitRelation(string View, string KeptSql, string? RejectsSql, RowAccount Account)
{
    /// <summary>BIGINT: partition and position of a stored row in one number.</summary>
    public const string Ordinal = "__ordinal";

    public static async Task<SplitRelation> CreateAsync(
        SparkBatch spark, string relation, string sql, ImmutableArray<Column> columns, ImmutableArray<FailureSite> sites,
        CancellationToken cancel)
    {
        string view = spark.FreshName(relation);
        await spark.DefineAsync(view, $"SELECT *, monotonically_increasing_id() AS {Ordinal} FROM (\n{sql}\n)", relation, cancel);
        string cache = $"CACHE TABLE {SparkTypes.Name(view)} OPTIONS ('storageLevel' 'MEMORY_AND_DISK')";
        await spark.Session.ExecuteAsync(new SparkQuery(cache) { Title = relation }, spark.Watch(relation), cancel);
        string where = sites.IsEmpty ? "" : $" WHERE {FlagColumns.Site} IS NULL";
        string list = string.Join(", ", columns.Select(c => SparkTypes.Name(c.Name)));
        RowAccount account = await CountAsync(spark, view, relation, sites, cancel);
        await FailAsync(spark, view, relation, sites, cancel);
        return new(view, $"SELECT {list} FROM {SparkTypes.Name(view)}{where}", RejectsOf(spark.Run, view, sites), account);
    }

    /// <summary>Gives the storage back.</summary>
    public Task ReleaseAsync(SparkBatch spark, CancellationToken cancel) =>
        spark.Session.ExecuteAsync(new SparkQuery($"UNCACHE TABLE IF EXISTS {SparkTypes.Name(View)}"), cancel: cancel);

    private static async Task<RowAccount> CountAsync(
        SparkBatch spark, string view, string relation, ImmutableArray<FailureSite> sites, CancellationToken cancel)
    {
        string site = sites.IsEmpty ? "CAST(NULL AS INT)" : FlagColumns.Site;
        var rows = await spark.RowsAsync($"SELECT {site}, count(*) FROM {SparkTypes.Name(view)} GROUP BY 1", relation, cancel);
        var counts = rows.Where(r => r[0] is not null).ToDictionary(r => (int)Numbers.Long(r[0]), r => Numbers.Long(r[1]));
        return new RowAccount(
            rows.Sum(r => Numbers.Long(r[1])),
            rows.Where(r => r[0] is null).Sum(r => Numbers.Long(r[1])),
            [.. sites.Select(s => new StepCount(s.Step, s.Action, s.Reason, counts.GetValueOrDefault(s.Id)))]);
    }

    private static async Task FailAsync(
        SparkBatch spark, string view, string relation, ImmutableArray<FailureSite> sites, CancellationToken cancel)
    {
        string failing = string.Join(", ", sites.Where(s => s.Action == FailureAction.Fail).Select(s => s.Id));
        if (failing.Length == 0)
        {
            return;
        }

        var rows = await spark.RowsAsync(
            $"SELECT {FlagColumns.Site}, {FlagColumns.Input}, {FlagColumns.File}, {FlagColumns.Row} FROM {SparkTypes.Name(view)} "
            + $"WHERE {FlagColumns.Site} IN ({failing}) ORDER BY {Ordinal} LIMIT 1",
            relation,
            cancel);
        if (rows is [var row])
        {
            FailureSite site = sites.First(s => s.Id == Numbers.Long(row[0]));
            throw new FlowException(RunErrors.RowFailed(
                site, spark.Run.Pipeline.Name, row[2], row[3] is null ? null : Numbers.Long(row[3]), row[1]));
        }
    }

    private static string? RejectsOf(BatchRun run, string view, ImmutableArray<FailureSite> sites)
    {
        List<FailureSite> rejecting = [.. sites.Where(s => s.Action == FailureAction.Reject)];
        if (rejecting.Count == 0)
        {
            return null;
        }

        string values = string.Join(", ", rejecting.Select(s => $"({s.Id}, {SqlLiterals.Text(s.Step)}, {SqlLiterals.Text(s.Reason)})"));
        return $"SELECT {SqlLiterals.Text(run.Id)} AS run_id, {SqlLiterals.Text(run.Pipeline.Name)} AS pipeline, s.step AS step, "
            + $"s.reason || coalesce(': ' || get_json_object(t.{FlagColumns.Input}, '$.{FlagColumns.Bad}'), '') AS reason, "
            + $"t.{FlagColumns.File} AS source_file, t.{FlagColumns.Row} AS source_row, t.{FlagColumns.Input} AS input, "
            + $"{SqlLiterals.Instant(run.StartedAt)} AS rejected_at, t.{Ordinal} AS {Ordinal} "
            + $"FROM {SparkTypes.Name(view)} AS t JOIN VALUES {values} AS s(id, step, reason) ON s.id = t.{FlagColumns.Site}";
    }
}
