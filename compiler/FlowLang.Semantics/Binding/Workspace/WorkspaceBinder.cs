using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>Runs the binders of all declarations of a workspace in the order of what they need.</summary>
internal static class WorkspaceBinder
{
    public static BoundProgram Bind(ImmutableArray<SyntaxTree> trees, SchemaCatalog catalog)
    {
        DiagnosticBag bag = new();
        bag.AddRange(trees.SelectMany(tree => tree.Diagnostics));
        BindingSession session = new(ModuleTable.Build(trees, bag), catalog, bag);
        Declared[] declared = [.. session.Modules.Modules.SelectMany(module => module.Declarations)];
        CollectExpectations(session);
        foreach (Declared declaration in declared.Where(d => d.Syntax is not TransformSyntax && IsOwn(d)))
        {
            SymbolBinder.Resolve(declaration, session);
        }

        foreach (Declared transform in TransformOrder.Of(declared.Where(d => d.Syntax is TransformSyntax && IsOwn(d)), session))
        {
            SymbolBinder.Resolve(transform, session);
        }

        session.Told = NoticeBinder.OfWorkspace(session);
        ConnectionSymbol? ledger = LedgerBinder.OfWorkspace(session);
        ImmutableArray<BoundPipeline> pipelines = BindAll<PipelineSyntax, BoundPipeline>(session, PipelineBinder.Bind);
        AfterCycles.Report(pipelines, bag);
        ScheduleChecks.Crowds(pipelines, catalog.Today, bag);
        ImmutableArray<BoundTest> tests = BindAll<TestSyntax, BoundTest>(session, TestBinder.Bind);
        ImmutableArray<BoundEnvironment> environments = BindAll<EnvironmentSyntax, BoundEnvironment>(session, EnvironmentBinder.Bind);
        ImmutableArray<BoundDeployment> deployments = BindAll<DeploySyntax, BoundDeployment>(session, DeployBinder.Bind);
        DeployedProgram.Check(
            deployments, pipelines, Symbols<ConnectionSymbol>(declared), Symbols<SecretSymbol>(declared), ledger is not null, bag);
        ReportUnavailable(session);
        ReportUnusedImports(session);
        return new BoundProgram(
            Symbols<ParameterSymbol>(declared), Symbols<SecretSymbol>(declared), Symbols<TypeSymbol>(declared),
            Symbols<ConnectionSymbol>(declared), Symbols<SourceSymbol>(declared),
            [.. declared.Select(d => session.Transforms.GetValueOrDefault(d)).OfType<BoundTransform>()],
            pipelines, tests, environments, bag.ToImmutable())
        {
            Functions = Symbols<FunctionSymbol>(declared),
            Deployments = deployments,
            Name = declared.FirstOrDefault(d => d.Syntax is WorkspaceSyntax)?.Name.Text,
            Pools = PoolBinder.Of(session),
            Ledger = ledger,
        };
    }

    // A second declaration of a name is reported, and no more than that.
    private static bool IsOwn(Declared declared) =>
        declared.Syntax is not (PipelineSyntax or EnvironmentSyntax or DeploySyntax or WorkspaceSyntax)
        && declared.Module.Own.GetValueOrDefault(declared.Name.Text) == declared;

    private static void CollectExpectations(BindingSession session)
    {
        foreach (Module module in session.Modules.Modules)
        {
            BindingContext context = session.ContextOf(module);
            foreach (ExpectSyntax expect in module.Tree.Root.Declarations.OfType<ExpectSyntax>())
            {
                NameSyntax name = expect.Relation;
                if (!context.TryFind(name.Text, out Declared? target))
                {
                    context.Report(context.AddImportHelp(
                        NameDiagnostics.UnknownRelation(name.Span, name.Text, context.NamesOf("transform")), name.Text));
                }
                else if (target is { Syntax: TransformSyntax })
                {
                    session.Expectations.TryAdd(target, []);
                    session.Expectations[target].Add(new ExpectBlock(expect, context));
                }
                else if (target is { Syntax: not BadDeclarationSyntax })
                {
                    context.Report(NameDiagnostics.ExpectOnTransformOnly(name.Span, name.Text, target.Kind));
                }
            }
        }
    }

    private static ImmutableArray<TBound> BindAll<TSyntax, TBound>(BindingSession session, Func<TSyntax, BindingContext, TBound?> bind)
        where TSyntax : DeclarationSyntax
        where TBound : class =>
    [
        .. session.Modules.Modules.SelectMany(module => module.Tree.Root.Declarations.OfType<TSyntax>()
            .Select(syntax => bind(syntax, session.ContextOf(module))).OfType<TBound>()),
    ];

    private static void ReportUnavailable(BindingSession session)
    {
        foreach (Module module in session.Modules.Modules)
        {
            BindingContext context = session.ContextOf(module);
            foreach (DeclarationSyntax declaration in module.Tree.Root.Declarations)
            {
                if (declaration is WorkspaceSyntax workspace)
                {
                    WorkspaceDeclarationBinder.Bind(workspace, context);
                }
            }
        }
    }

    private static void ReportUnusedImports(BindingSession session)
    {
        if (session.Bag.HasErrors)
        {
            return; // what did not bind may be what uses it
        }

        foreach (Module module in session.Modules.Modules)
        {
            foreach (ImportedNameSyntax name in module.Tree.Root.Declarations.OfType<ImportSyntax>().SelectMany(import => import.Names))
            {
                string local = (name.Alias ?? name.Name).Text;
                if (module.Imported.ContainsKey(local) && !module.Used.Contains(local))
                {
                    session.Bag.Add(LintDiagnostics.UnusedImport(name.Span, local));
                }
            }
        }
    }

    private static ImmutableArray<T> Symbols<T>(Declared[] declared)
        where T : Symbol => [.. declared.Select(d => d.Symbol).OfType<T>()];
}
