using System.Collections.Immutable;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Driver.Verifying;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Runtime;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Driver.Compiling;

/// <summary>
/// The stages of one workspace: syntax, bound program, plan, emitted files. Each is computed when it is first asked for and only
/// when the ones before have no errors. Nothing here touches the disk, except for the report of a failed stage; what the program has in
/// SQL and C# is shown to the engine and the C# compiler with its plan.
/// </summary>
public sealed class Compilation
{
    private readonly List<Diagnostic> _failures = [];
    private LogicalProgram? _plan;
    private ImmutableArray<Diagnostic> _refused = [];
    private ImmutableArray<Diagnostic> _verified = [];

    private Compilation(Workspace workspace)
    {
        Workspace = workspace;
        Trees = [.. Stage("parsing", () => DeepStack.Map(workspace.Files, Parser.Parse)) ?? []];
        Bound = _failures.Count == 0 ? Stage("checking", () => DeepStack.Run(() => Binder.Bind(Trees, workspace.Catalog))) : null;
    }

    public Workspace Workspace { get; }

    public ImmutableArray<SyntaxTree> Trees { get; }

    /// <summary>Null only when a stage failed (FL9002 is among the diagnostics).</summary>
    public BoundProgram? Bound { get; }

    /// <summary>Of all stages computed so far, by file and place.</summary>
    public ImmutableArray<Diagnostic> Diagnostics
    {
        get
        {
            DiagnosticBag all = new();
            all.AddRange(Workspace.Diagnostics);
            all.AddRange(Bound?.Diagnostics ?? [.. Trees.SelectMany(t => t.Diagnostics)]);
            all.AddRange(_plan?.Diagnostics ?? []);
            all.AddRange(_refused);
            all.AddRange(_verified);
            all.AddRange(_failures);
            return all.ToImmutable();
        }
    }

    public bool HasErrors => Diagnostics.Any(d => d.IsError);

    private EmitOptions EmitOptions => new(Workspace.Name, Workspace.SourceHash, Installation.CompilerVersion);

    /// <summary>Parses and binds.</summary>
    public static Compilation Create(Workspace workspace) => new(workspace);

    /// <summary>The plan, or null where there are errors: see <see cref="Diagnostics"/>.</summary>
    public LogicalProgram? Plan()
    {
        if (_plan is null && Bound is { } bound && !HasErrors)
        {
            _plan = Stage("planning", () => DeepStack.Run(() => Optimizer.Optimize(Planner.Plan(bound), OptimizerRules.Default)));
            _refused = _plan is { } plan ? [.. Stage("checking the engines", () => DeepStack.Run(() => Refused(plan))) ?? []] : [];
            _verified = _plan is { } planned && !HasErrors
                ? [.. CSharpVerification.Run(Workspace, bound.Functions), .. SqlVerification.Run(Workspace, planned)]
                : [];
        }

        return HasErrors ? null : _plan;
    }

    /// <summary>The program's files, or null where there are errors.</summary>
    public EmittedFiles? Emit() =>
        Plan() is { } plan ? Stage("generating code", () => DeepStack.Run(() => Emitter.Emit(plan, EmitOptions))) : null;

    /// <summary>The files of a program with these pipelines in place of its own, or null where there are errors.</summary>
    public EmittedFiles? Emit(ImmutableArray<BatchPlan> pipelines) =>
        Plan() is { } plan ? Stage("generating code", () => DeepStack.Run(() => Emitter.Emit(plan, pipelines, EmitOptions))) : null;

    /// <summary>What becomes an executable.</summary>
    /// <param name="files">What the program becomes.</param>
    /// <param name="deployment">The deployment whose variables lie beside it; null for none.</param>
    public BuildInput BuildInput(EmittedFiles files, string? deployment = null) => new(
        new CSharpInput(Workspace.Name, files.Code, Workspace.Files)
        {
            Own = Bound is { Functions.IsEmpty: false } ? Workspace.CSharp : [],
            Resources = [KeyValuePair.Create(FlowProgram.ManifestResource, files.Manifest)],
        },
        [
            .. files.Extras,
            .. files.Deployments.Where(d => d.Key == deployment)
                .Select(d => KeyValuePair.Create(Workspace.Name + Archive.VariablesSuffix, d.Value)),
        ])
    {
        Version = Workspace.SourceHash,
    };

    private static IReadOnlyList<Diagnostic> Refused(LogicalProgram plan) => EngineSupport.Check(plan);

    /// <summary>A mistake of the compiler is told as one, with a report, and never as a crash.</summary>
    private T? Stage<T>(string doing, Func<T> stage)
        where T : class
    {
        try
        {
            return stage();
        }
        catch (Exception e) when (e is not OutOfMemoryException and not DriverException)
        {
            _failures.Add(CompilerDiagnostics.StageFailed(doing, BugReport.Write(e)));
            return null;
        }
    }
}
