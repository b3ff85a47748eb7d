using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Pipelines that wait for one another in a circle never start: each circle is reported once.</summary>
internal static class AfterCycles
{
    public static void Report(ImmutableArray<BoundPipeline> pipelines, DiagnosticBag bag)
    {
        Dictionary<string, BoundPipeline> byName = pipelines.DistinctBy(p => p.Symbol.Name).ToDictionary(p => p.Symbol.Name);
        Dictionary<string, bool> finished = [];
        foreach (BoundPipeline start in byName.Values)
        {
            List<(BoundPipeline Pipeline, int Next)> path = [];
            Enter(start);
            while (path.Count > 0)
            {
                (BoundPipeline pipeline, int next) = path[^1];
                if (next == pipeline.After.Length)
                {
                    finished[pipeline.Symbol.Name] = true;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = (pipeline, next + 1);
                string name = pipeline.After[next];
                if (finished.TryGetValue(name, out bool isFinished) && !isFinished)
                {
                    IEnumerable<string> circle = path.Select(entry => entry.Pipeline.Symbol.Name).SkipWhile(other => other != name);
                    bag.Add(ScheduleDiagnostics.AfterCycle(byName[name].Symbol.Span, [.. circle, name]));
                }
                else if (byName.TryGetValue(name, out BoundPipeline? waited))
                {
                    Enter(waited);
                }
            }

            void Enter(BoundPipeline pipeline)
            {
                if (finished.TryAdd(pipeline.Symbol.Name, false))
                {
                    path.Add((pipeline, 0));
                }
            }
        }
    }
}
