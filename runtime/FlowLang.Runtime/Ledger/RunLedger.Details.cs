namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    private void AddDone(string pipeline, RunInterval? interval, DateTimeOffset at) => Sql(
        "INSERT INTO done (pipeline, interval_start, interval_end, at) VALUES ($1, $2, $3, $4)", 4)
        .Run(pipeline, Text(interval?.Start), Text(interval?.End), Text(at));

    // False where the run is not in the state that it is thought to be in.
    private bool End(
        string id, RunState before, RunState state, DateTimeOffset ended, RunTotals totals, string? code, string? error) => Sql(
        """
        UPDATE runs SET state = $1, ended = $2, rows_read = $3, rows_written = $4, rows_rejected = $5, rows_filtered = $6, error_code = $7,
          error = $8 WHERE id = $9 AND state = $10
        """, 10).Run(
            state.ToString(), Text(ended), totals.Read, totals.Written, totals.Rejected, totals.Filtered, code, error, id,
            before.ToString()) == 1;

    private void AddDetails(BatchRun run)
    {
        foreach (WriteReport write in run.Report.Writes)
        {
            Sql("INSERT INTO writes VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", 8).Run(
                run.Id, write.Relation, write.Target, write.Read, write.Written, write.Rejected, write.Filtered,
                write.Duration.TotalSeconds);
            AddSteps(run, write.Relation, write.Steps);
        }

        AddSteps(run, "", run.Report.Stages);
        foreach (StepTime time in run.Report.Times)
        {
            Sql("INSERT INTO times VALUES ($1, $2, $3, $4, $5)", 5)
                .Run(run.Id, time.Work, time.Subject, Text(time.Began), Text(time.Ended));
        }

        foreach (ExpectationResult result in run.Report.Expectations)
        {
            Sql("INSERT INTO expectations VALUES ($1, $2, $3, $4, $5)", 5)
                .Run(run.Id, result.Name, result.Severity.ToString(), result.Violations, result.Sample);
        }
    }

    private void AddSteps(BatchRun run, string relation, IEnumerable<StepCount> steps)
    {
        foreach (StepCount step in steps)
        {
            Sql("INSERT INTO steps VALUES ($1, $2, $3, $4, $5, $6)", 6)
                .Run(run.Id, relation, step.Step, step.Action.ToString(), step.Reason, step.Rows);
        }
    }
}
