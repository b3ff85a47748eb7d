using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

public sealed partial class SparkBatch
{
    /// <summary>Computes a stage once, splits it and checks its expectations; the relation then holds the kept rows.</summary>
    public async Task StageAsync(Stage stage, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stage);
        await VerifyColumnsAsync(stage.Relation, stage.Sql, stage.Columns, cancel);
        if (Run.DryRun)
        {
            await DefineAsync(stage.Relation, stage.Sql, stage.Relation, cancel);
            return;
        }

        using StepClock clock = Run.Begin("stage", stage.Relation);
        SplitRelation split = await SplitRelation.CreateAsync(this, stage.Relation, stage.Sql, stage.Columns, stage.Sites, cancel);
        await DefineAsync(stage.Relation, split.KeptSql, stage.Relation, cancel);
        PreparedWrite? rejects = await RejectAsync(stage.Rejects, split, cancel);
        RowAccount account = split.Account with { RowsFrom = SourceCount(stage.RowsFrom), AcknowledgedRejects = rejects?.Rows };
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

    private async Task ExpectAsync(string relation, ExpectationCheck check, CancellationToken cancel)
    {
        var rows = await RowsAsync(check.Sql, $"expectation {check.Name}", cancel);
        var result = new ExpectationResult(check.Name, check.Severity, Numbers.Long(rows[0][0]), rows[0][1], check.File, check.Line);
        Run.Report.Add(result);
        if (result is { Passed: false, Severity: Severity.Fail })
        {
            throw new FlowException(RunErrors.ExpectationFailed(result, relation));
        }

        if (!result.Passed)
        {
            Run.Log.Warning(
                $"`{relation}` breaks the expectation {check.Name}: {result.Violations} violations, for example {result.Sample}");
        }
    }

    private async Task<PreparedWrite?> RejectAsync(BatchSink? sink, SplitRelation split, CancellationToken cancel) =>
        sink is null || split.RejectsSql is not { } sql
            ? null
            : await SinkLoads.LoadAsync(this, sink, new SparkRowSet(sql, RejectColumns.All, split.Account.Rejected), cancel);

    private long? SourceCount(string? relation) =>
        relation is not null && _reads.TryGetValue(relation, out SourceRows? read) ? read.Rows : null;

    /// <summary>Before rows move, Spark itself must confirm the columns that the compiler promised.</summary>
    private async Task VerifyColumnsAsync(string relation, string sql, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ImmutableArray<LiveColumn> live = await _session.SchemaAsync(await QueryAsync(sql, relation, cancel), cancel);
        List<string> found = [.. live.Where(c => !FlagColumns.IsFlag(c.Name)).Select(c => $"{c.Name} {Plain(c.NativeType)}")];
        List<string> expected = [.. columns.Select(c => $"{c.Name} {Plain(SparkTypes.Ddl(c.Type))}")];
        if (!found.SequenceEqual(expected))
        {
            throw new FlowException(
                SparkErrors.WrongColumns(relation, string.Join(", ", expected), string.Join(", ", found), Run.Pipeline));
        }
    }

    private static string Plain(string type) => type.Replace("`", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
