using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>Finds what files import from one another: paths are relative to the importing file and never leave the workspace.</summary>
internal static class ImportBinder
{
    public static void Bind(ModuleTable table, DiagnosticBag bag)
    {
        Dictionary<Module, List<(Module Target, TextSpan Span)>> edges = [];
        foreach (Module module in table.Modules)
        {
            foreach (ImportSyntax import in module.Tree.Root.Declarations.OfType<ImportSyntax>())
            {
                Module? target = FindTarget(import, module, table, bag);
                if (target is not null && edges.TryGetValue(module, out List<(Module, TextSpan)>? known))
                {
                    known.Add((target, import.Path.Span));
                }
                else if (target is not null)
                {
                    edges[module] = [(target, import.Path.Span)];
                }

                BindNames(import, module, target, table, bag);
            }
        }

        ImportCycles.Report(table.Modules, edges, bag);
    }

    private static Module? FindTarget(ImportSyntax import, Module module, ModuleTable table, DiagnosticBag bag)
    {
        string written = import.Path.Value;
        string? path = ModulePath.Resolve(module.Path, written);
        if (path is null)
        {
            bag.Add(NameDiagnostics.ImportOutsideWorkspace(import.Path.Span, written));
            return null;
        }

        if (!table.ByPath.TryGetValue(path, out Module? target))
        {
            string? near = Suggestions.DidYouMean(path, table.ByPath.Keys.Where(key => key != module.Path));
            bag.Add(NameDiagnostics.ImportedFileMissing(
                import.Path.Span, written, near is null ? null : ModulePath.Relative(module.Path, near)));
        }

        return target;
    }

    private static void BindNames(ImportSyntax import, Module module, Module? target, ModuleTable table, DiagnosticBag bag)
    {
        foreach (ImportedNameSyntax name in import.Names)
        {
            string local = (name.Alias ?? name.Name).Text;
            TextSpan span = (name.Alias ?? name.Name).Span;
            Declared? found = target?.Own.GetValueOrDefault(name.Name.Text);
            if (target is not null && found is null)
            {
                if (table.Pipelines.TryGetValue(name.Name.Text, out Declared? pipeline) && pipeline.Module == target)
                {
                    continue; // pipelines are known everywhere; importing one adds nothing
                }

                bag.Add(NameDiagnostics.ImportedNameMissing(name.Name.Span, name.Name.Text, target.Path, [.. target.Own.Keys]));
            }

            if (module.Own.TryGetValue(local, out Declared? own))
            {
                bag.Add(NameDiagnostics.DeclaredTwice(span, local, own.Name.Span));
            }
            else if (!module.Imported.TryAdd(local, found))
            {
                bag.Add(NameDiagnostics.ImportedTwice(span, local));
            }
        }
    }
}
