using System.Collections.Immutable;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>Reports each cycle of imports once, at the import that closes it.</summary>
internal static class ImportCycles
{
    public static void Report(
        ImmutableArray<Module> modules, Dictionary<Module, List<(Module Target, TextSpan Span)>> edges, DiagnosticBag bag)
    {
        Dictionary<Module, bool> finished = [];
        foreach (Module start in modules)
        {
            List<(Module Module, int Next)> path = [];
            Enter(start);
            while (path.Count > 0)
            {
                (Module module, int next) = path[^1];
                List<(Module Target, TextSpan Span)> targets = edges.GetValueOrDefault(module) ?? [];
                if (next == targets.Count)
                {
                    finished[module] = true;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = (module, next + 1);
                (Module target, TextSpan span) = targets[next];
                if (finished.TryGetValue(target, out bool isFinished) && !isFinished)
                {
                    IEnumerable<string> names = path.SkipWhile(entry => entry.Module != target).Select(entry => entry.Module.Path);
                    bag.Add(NameDiagnostics.ImportCycle(span, [.. names, target.Path]));
                }
                else
                {
                    Enter(target);
                }
            }

            void Enter(Module module)
            {
                if (finished.TryAdd(module, false))
                {
                    path.Add((module, 0));
                }
            }
        }
    }
}
