using System.Collections.Immutable;
using FlowLang.Emit;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Baselines;

/// <summary>One program of tests/Baselines: a folder with main.flow, and what each stage makes of it, made once.</summary>
internal sealed class BaselineCase
{
    private readonly Lazy<BoundProgram> _bound;
    private readonly Lazy<LogicalProgram?> _plan;
    private readonly Lazy<EmittedFiles?> _files;

    private BaselineCase(string folder, ImmutableArray<SourceText> sources)
    {
        Folder = folder;
        Trees = [.. sources.Select(Parser.Parse)];
        _bound = new Lazy<BoundProgram>(() => Binder.Bind(Trees, SchemaCatalog.Empty));
        _plan = new Lazy<LogicalProgram?>(() =>
            Bound.Diagnostics.Any(
                diagnostic => diagnostic.IsError) ? null : Optimizer.Optimize(Planner.Plan(Bound), OptimizerRules.Default));
        _files = new Lazy<EmittedFiles?>(
            () => Plan is null || EngineSupport.Check(Plan).Any(d => d.IsError)
                ? null
                : Emitter.Emit(Plan, new EmitOptions("baseline", new string('0', 64), "0.0.0")));
    }

    public string Folder { get; }

    public ImmutableArray<SyntaxTree> Trees { get; }

    public BoundProgram Bound => _bound.Value;

    /// <summary>Null where the program has errors.</summary>
    public LogicalProgram? Plan => _plan.Value;

    /// <summary>Null where the program has errors.</summary>
    public EmittedFiles? Files => _files.Value;

    public static BaselineCase Read(string folder) =>
        new(folder, [.. Directory.GetFiles(folder, "*.flow")
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceText(Path.GetFileName(path), File.ReadAllText(path)))]);
}
