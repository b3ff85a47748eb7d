using System.Globalization;
using FlowLang.Scheduling;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Benchmarks.Serve;

/// <summary>Runs as the ledger sees them: queued, started, ended.</summary>
internal static class StoreWork
{
    public static void Batch(IRunStore store, int first, int count) => Batch(store, first, count, _ => "p");

    /// <param name="store">Where they go.</param>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="pipeline">Of which pipeline each is.</param>
    public static void Batch(IRunStore store, int first, int count, Func<int, string> pipeline) => store.Transact(transaction =>
    {
        for (int i = first; i < first + count; i++)
        {
            DateTimeOffset due = DateTimeOffset.UnixEpoch.AddSeconds(i);
            string id = i.ToString(CultureInfo.InvariantCulture);
            Job queued = new(id, pipeline(i), RunCause.Schedule, due) { Slot = id };
            transaction.Add(queued);
            transaction.AddEvent(due, "run.queued", queued.Pipeline, id, null);
            transaction.Update(queued with { Phase = RunPhase.Running, Token = 1, Owner = "me", Started = due }, 0);
            transaction.AddEvent(due, "run.started", queued.Pipeline, id, null);
            transaction.Update(queued with { Phase = RunPhase.Done, Token = 1, Ended = due }, 1);
            transaction.AddEvent(due, "run.ended", queued.Pipeline, id, null);
            transaction.AddDone(queued.Pipeline, null, due);
        }

        return true;
    });
}
