using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.History;

/// <summary>One run with what its tries did.</summary>
internal sealed partial class RunHistory
{
    private sealed record Try(
        string Id, int Attempt, RunState State, DateTimeOffset Started, DateTimeOffset? Ended, string? Error, string Hash, string Host);

    public RunDetail Detail(Job job)
    {
        IReadOnlyList<Try> tries = Ask(() => Sql(
            """
            SELECT id, attempt, state, started, ended, CASE WHEN error IS NULL THEN NULL ELSE error_code || ': ' || error END,
              source_hash, host
            FROM runs WHERE job = $1 ORDER BY started, id
            """, 1).Rows(
                r => new Try(
                    r.GetString(0), r.GetInt32(1), Enum.Parse<RunState>(r.GetString(2)), LedgerTime.Parse(r.GetString(3)),
                    JobRow.Time(r, 4), JobRow.Text(r, 5), r.GetString(6), r.GetString(7)), job.Id));
        string[] last = [.. tries.Where(t => t.Attempt == (tries.Count > 0 ? tries[^1].Attempt : 0)).Select(t => t.Id)];
        return new RunDetail(job.Summary)
        {
            SourceHash = tries.Count > 0 ? tries[^1].Hash : "",
            Host = tries.Count > 0 ? tries[^1].Host : null,
            Attempts = [.. tries.GroupBy(t => t.Attempt).Select(Summary)],
            Writes = [.. last.SelectMany(Writes)],
            Steps = [.. last.SelectMany(run => Steps(run, null))],
            Times = [.. last.SelectMany(Times)],
            Expectations = [.. last.SelectMany(Expectations)],
        };
    }

    private static AttemptSummary Summary(IGrouping<int, Try> tries)
    {
        Try last = tries.Last();
        RunPhase phase = last.State switch
        {
            RunState.Running => RunPhase.Running,
            RunState.Done => RunPhase.Done,
            RunState.Cancelled => RunPhase.Cancelled,
            _ => RunPhase.Failed,
        };
        return new(tries.Key, phase, tries.First().Started, last.Ended, last.Error);
    }

    private IEnumerable<WriteReport> Writes(string run) => Ask(() => Sql(
        "SELECT relation, target, read, written, rejected, filtered, seconds FROM writes WHERE run = $1 ORDER BY rowid", 1).Rows(
            r => new WriteReport(
                r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), [],
                TimeSpan.FromSeconds(r.GetDouble(6))), run))
        .Select(write => write with { Steps = [.. Steps(run, write.Relation)] });

    // Without a relation: of what several writes read.
    private IReadOnlyList<StepCount> Steps(string run, string? relation) => Ask(() => Sql(
        "SELECT step, action, reason, rows FROM steps WHERE run = $1 AND relation = $2 ORDER BY rowid", 2).Rows(
            r => new StepCount(r.GetString(0), Enum.Parse<FailureAction>(r.GetString(1)), r.GetString(2), r.GetInt64(3)),
            run, relation ?? ""));

    private IReadOnlyList<StepTime> Times(string run) => Ask(() => Sql(
        "SELECT work, subject, began, ended FROM times WHERE run = $1 ORDER BY rowid", 1).Rows(
            r => new StepTime(r.GetString(0), r.GetString(1), LedgerTime.Parse(r.GetString(2)), LedgerTime.Parse(r.GetString(3))), run));

    private IReadOnlyList<ExpectationResult> Expectations(string run) => Ask(() => Sql(
        "SELECT name, severity, violations, sample FROM expectations WHERE run = $1 ORDER BY rowid", 1).Rows(
            r => new ExpectationResult(
                r.GetString(0), Enum.Parse<Severity>(r.GetString(1)), r.GetInt64(2), JobRow.Text(r, 3), "", 0), run));
}
