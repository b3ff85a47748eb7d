using System.Collections.Immutable;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>All files by path, with their names collected; a name that is there twice is reported.</summary>
internal sealed class ModuleTable
{
    private ModuleTable(ImmutableArray<Module> modules)
    {
        Modules = modules;
        ByPath = modules.DistinctBy(module => module.Path).ToDictionary(module => module.Path, StringComparer.Ordinal);
    }

    public ImmutableArray<Module> Modules { get; }

    public Dictionary<string, Module> ByPath { get; }

    /// <summary>By name, over the whole workspace.</summary>
    public Dictionary<string, Declared> Pipelines { get; } = [];

    /// <summary>Parameters by name over the whole workspace: as the command line and environments name them.</summary>
    public Dictionary<string, Declared> Parameters { get; } = [];

    public static ModuleTable Build(ImmutableArray<SyntaxTree> trees, DiagnosticBag bag)
    {
        ModuleTable table = new([.. trees.Select(tree => new Module(tree))]);
        Dictionary<string, Declared> connections = [];
        Dictionary<string, TestSyntax> tests = [];
        foreach (Module module in table.Modules)
        {
            foreach (DeclarationSyntax declaration in module.Tree.Root.Declarations)
            {
                if (declaration is TestSyntax test)
                {
                    AddTest(test, tests, bag);
                }
                else if (declaration.Name is { } name)
                {
                    Declared declared = new(name, declaration, module);
                    module.Declarations.Add(declared);
                    table.Add(declared, connections, bag);
                }
            }
        }

        ImportBinder.Bind(table, bag);
        return table;
    }

    private static void AddTest(TestSyntax test, Dictionary<string, TestSyntax> tests, DiagnosticBag bag)
    {
        if (!tests.TryAdd(test.Label.Value, test))
        {
            bag.Add(NameDiagnostics.NotUniqueInWorkspace(test.Label.Span, "test", test.Label.Value, tests[test.Label.Value].Label.Span));
        }
    }

    private void Add(Declared declared, Dictionary<string, Declared> connections, DiagnosticBag bag)
    {
        switch (declared.Syntax)
        {
            case PipelineSyntax:
                AddUnique(declared, Pipelines, bag);
                return;
            case EnvironmentSyntax or DeploySyntax or WorkspaceSyntax:
                return;
            case BadDeclarationSyntax when declared.Module.Own.ContainsKey(declared.Name.Text):
                return;
        }

        if (!declared.Module.Own.TryAdd(declared.Name.Text, declared))
        {
            bag.Add(NameDiagnostics.DeclaredTwice(
                declared.Name.Span, declared.Name.Text, declared.Module.Own[declared.Name.Text].Name.Span));
            return;
        }

        switch (declared.Syntax)
        {
            case ConnectionSyntax:
                AddUnique(declared, connections, bag);
                break;
            case ParamSyntax:
                AddUnique(declared, Parameters, bag);
                break;
        }
    }

    private static void AddUnique(Declared declared, Dictionary<string, Declared> names, DiagnosticBag bag)
    {
        if (!names.TryAdd(declared.Name.Text, declared))
        {
            bag.Add(NameDiagnostics.NotUniqueInWorkspace(
                declared.Name.Span, declared.Kind, declared.Name.Text, names[declared.Name.Text].Name.Span));
        }
    }
}
