using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>What the engines of all partitions did, as one pipeline's report.</summary>
internal static class ShardReport
{
    public static void Add(ImmutableArray<StreamEngine> engines, RunReport into, TimeSpan duration)
    {
        RunReport all = new();
        foreach (StreamEngine engine in engines)
        {
            engine.Report(all, duration);
        }

        foreach (var of in all.Sources.GroupBy(s => (s.Relation, s.Source)))
        {
            into.Add(of.First() with { Rows = of.Sum(s => s.Rows), DeadLetters = of.Sum(s => s.DeadLetters) });
        }

        foreach (var of in all.Writes.GroupBy(w => (w.Relation, w.Target)))
        {
            into.Add(of.First() with
            {
                Read = of.Sum(w => w.Read),
                Written = of.Sum(w => w.Written),
                Rejected = of.Sum(w => w.Rejected),
                Filtered = of.Sum(w => w.Filtered),
                Late = of.Sum(w => w.Late ?? 0),
                Steps = [.. of.First().Steps.Select((step, i) => step with { Rows = of.Sum(w => w.Steps[i].Rows) })],
            });
        }

        ExpectationResult.Together(all.Expectations).ToList().ForEach(into.Add);
    }
}
