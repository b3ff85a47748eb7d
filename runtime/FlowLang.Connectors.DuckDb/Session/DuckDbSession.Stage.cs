using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    /// <summary>Computes a stage once, splits it and checks its expectations; the relation then holds the kept rows.</summary>
    public async Task StageAsync(Stage stage, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stage);
        Run.Audit?.ThrowIfFailed();
        await VerifyColumnsAsync(stage.Relation, stage.Sql, stage.Columns, cancel);
        if (Run.DryRun)
        {
            string kept = KeptOf(stage.Sql, stage.Columns, stage.Sites);
            await ExecuteAsync($"CREATE TEMP VIEW {Sql.Name(stage.Relation)} AS {kept}", stage.Relation, cancel);
            await PreviewAsync(stage.Relation, kept, stage.Columns, cancel);
            return;
        }

        using StepClock clock = Run.Begin("stage", stage.Relation);
        await using var progress = new ReadProgress(Run, stage.Relation, _reads.Values);
        ImmutableArray<StepCount> filtered = await CountAsync(stage.Filters, stage.Relation, cancel);
        StagedSplit split = await StagedSplit.CreateAsync(this, stage.Relation, stage.Sql, stage.Columns, stage.Sites, cancel);
        await ExecuteAsync($"CREATE TEMP VIEW {Sql.Name(stage.Relation)} AS {split.KeptSql}", stage.Relation, cancel);
        PreparedWrite? rejects = await RejectAsync(stage.Rejects, split.RejectsSql, cancel);
        RowAccount account = Whole(split.Account.With(filtered), stage.RowsFrom) with { AcknowledgedRejects = rejects?.Rows };
        account.Check(stage.Relation);
        foreach (StepCount count in account.Steps)
        {
            Run.Report.Add(count);
        }

        foreach (ExpectationCheck check in stage.Expectations)
        {
            await ExpectAsync(stage.Relation, check, cancel);
        }
    }

    private async Task<ImmutableArray<StepCount>> CountAsync(ImmutableArray<FilterCount> filters, string relation, CancellationToken cancel)
    {
        var counts = ImmutableArray.CreateBuilder<StepCount>(filters.Length);
        foreach (FilterCount filter in filters)
        {
            var rows = await RowsAsync(filter.Sql, relation, cancel);
            long taken = Convert.ToInt64(rows[0][0] ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
            counts.Add(new StepCount(filter.Site.Step, filter.Site.Action, filter.Site.Reason, taken));
        }

        return counts.MoveToImmutable();
    }

    private async Task ExpectAsync(string relation, ExpectationCheck check, CancellationToken cancel)
    {
        var rows = await RowsAsync(check.Sql, $"expectation {check.Name}", cancel);
        long violations = Convert.ToInt64(rows[0][0] ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
        var result = new ExpectationResult(check.Name, check.Severity, violations, rows[0][1]?.ToString(), check.File, check.Line);
        Run.Report.Add(result);
        if (result is { Passed: false, Severity: Severity.Fail })
        {
            throw new FlowException(RunErrors.ExpectationFailed(result, relation));
        }

        if (!result.Passed)
        {
            Run.Log.Warning($"`{relation}` breaks the expectation {check.Name}: {violations} violations, for example {result.Sample}");
        }
    }

    private async Task<PreparedWrite?> RejectAsync(BatchSink? sink, string? sql, CancellationToken cancel) =>
        sink is null || sql is null ? null : await sink.PrepareAsync(new RelationInput(this, sql, RejectColumns.All), cancel);

    /// <summary>The account with what the source itself counted: the rows it gave, and those that filters took there.</summary>
    private RowAccount Whole(RowAccount account, string? relation)
    {
        if (relation is null || !_reads.TryGetValue(relation, out SourceRead? read))
        {
            return account;
        }

        long left = read.LeftOut.Sum(s => s.Rows);
        return account with { Read = account.Read + left, Steps = [.. read.LeftOut, .. account.Steps], RowsFrom = read.Rows + left };
    }
}
