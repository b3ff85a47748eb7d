namespace FlowLang.Runtime;

/// <summary>
/// Learns what became of runs whose process died: a target that remembers its commits overrules the ledger on this machine, which was not
/// told. A run asks before it starts, because the target keeps one record an interval, and what a lost run commits must not come later.
/// </summary>
internal static class CrashedRuns
{
    public static async Task SettleAsync(BatchPipeline pipeline, RunLedger ledger, RunLog log, CancellationToken cancel)
    {
        if (pipeline.CommitRecords.Count == 0)
        {
            return;
        }

        foreach (string id in ledger.Unsettled(pipeline.Definition.Name))
        {
            CommittedRun? found = null;
            var committed = new List<string>();
            foreach (ICommitRecord record in pipeline.CommitRecords)
            {
                if (await record.SettleRunAsync(id, cancel) is { } run)
                {
                    found = run;
                    committed.Add(record.Name);
                }
            }

            if (found is not null && committed.Count == pipeline.CommitRecords.Count && !pipeline.WritesFiles)
            {
                ledger.SettleAsDone(id, found);
                log.Info($"{pipeline.Definition.Name}: run {id} was committed before its process ended; it counts as done");
                continue;
            }

            string where = string.Join(", ", committed);
            ledger.SettleAsCrashed(id, found is null
                ? "nothing was committed"
                : $"{where} was committed, the other targets may be as before: run it again");
        }
    }
}
