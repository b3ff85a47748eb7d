namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    /// <summary>What became of a crashed run is not known yet.</summary>
    private const string Unknown = "RT7002";

    /// <summary>Its target was asked.</summary>
    private const string Settled = "RT7003";

    /// <summary>The crashed runs of a pipeline of which nobody has asked the targets yet, oldest first.</summary>
    public IReadOnlyList<string> Unsettled(string pipeline) => Guard(() => Sql(
        $"SELECT id FROM runs WHERE state = 'Crashed' AND error_code = '{Unknown}' AND pipeline = $1 ORDER BY started, id", 1)
        .Rows(r => r.GetString(0), pipeline));

    /// <summary>A crashed run had committed: it is done, with the rows and the time that its target recorded.</summary>
    public void SettleAsDone(string id, CommittedRun committed)
    {
        ArgumentNullException.ThrowIfNull(committed);
        Guard(() => End(id, RunState.Crashed, RunState.Done, committed.CommittedAt, committed.Totals, null, null));
    }

    /// <summary>A crashed run stays crashed; <paramref name="outcome"/> says what its targets know of it.</summary>
    public void SettleAsCrashed(string id, string outcome) => Guard(() => Sql(
        $"UPDATE runs SET error_code = '{Settled}', error = $1 WHERE id = $2", 2)
        .Run($"its process ended without a word; {outcome}", id));

    /// <summary>The rows of a served run's try that is done for the interval; null where none is.</summary>
    public RunTotals? DoneOf(string job, RunInterval? interval) => Guard(() => Sql(
        """
        SELECT rows_read, rows_written, rows_rejected, rows_filtered FROM runs
        WHERE job = $1 AND interval IS NOT DISTINCT FROM $2 AND state = 'Done' LIMIT 1
        """, 2).Rows(r => Totals(r, 0), job, interval?.ToString()) is [var found] ? found : null);

    private void MarkCrashed()
    {
        foreach ((string id, ProcessIdentity process) in Sql("SELECT id, host, pid, process_started FROM runs WHERE state = 'Running'", 0)
            .Rows(r => (r.GetString(0), new ProcessIdentity(r.GetString(1), r.GetInt32(2), r.GetString(3)))))
        {
            if (!Database.MayBeAlive(process))
            {
                // Another process may have found it too, and have asked already.
                Sql(
                    $"""
                    UPDATE runs SET state = 'Crashed', error_code = '{Unknown}', error = 'its process ended without a word'
                    WHERE id = $1 AND state = 'Running'
                    """, 1).Run(id);
            }
        }
    }
}
