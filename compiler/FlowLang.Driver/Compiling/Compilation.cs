using System.Collections.Immutable;
using FlowLang.Driver.Building;
using FlowLang.Driver.Workspaces;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Driver.Compiling;

/// <summary>
/// The stages of one workspace: syntax, bound program, plan, emitted files. Each is computed when it is first asked for and only
/// when the ones before have no errors. Pure: nothing here touches the disk, except for the report of a failed stage.
/// </summary>
public sealed class Compilation
{
    private readonly List<Diagnostic> _failures = [];

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
            all.AddRange(_failures);
            return all.ToImmutable();
        }
    }

    public bool HasErrors => Diagnostics.Any(d => d.IsError);

    public static Compilation Create(Workspace workspace) => new(workspace);

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
