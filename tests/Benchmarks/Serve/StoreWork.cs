using System.Globalization;
using FlowLang.Scheduling;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Benchmarks.Serve;

/// <summary>Runs as the ledger sees them: queued, started, ended.</summary>
internal static class StoreWork
{
    public static void Batch(IRunStore store, int first, int count) => store.Transact(transaction =>
    {
        for (int i = first; i < first + count; i++)
        {
            DateTimeOffset due = DateTimeOffset.UnixEpoch.AddSeconds(i);
            string id = i.ToString(CultureInfo.InvariantCulture);
            Job queued = new(id, "p", RunCause.Schedule, due) { Slot = id };
            transaction.Add(queued);
            transaction.AddEvent(due, "run.queued", "p", id, null);
            transaction.Update(queued with { Phase = RunPhase.Running, Token = 1, Owner = "me", Started = due }, 0);
            transaction.AddEvent(due, "run.started", "p", id, null);
            transaction.Update(queued with { Phase = RunPhase.Done, Token = 1, Ended = due }, 1);
            transaction.AddEvent(due, "run.ended", "p", id, null);
            transaction.AddDone("p", null, due);
        }

        return true;
    });
}
