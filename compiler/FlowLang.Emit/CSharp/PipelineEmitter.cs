using System.Collections.Immutable;
using FlowLang.Emit.Manifest;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.CSharp;

/// <summary>A pipeline as a class: its definition, its sinks, and what a run does step by step.</summary>
internal sealed partial class PipelineEmitter(
    BatchPlan plan, ImmutableArray<EmittedStep> steps, ImmutableArray<EmittedSql> own, ProgramNames names, EmitOptions options)
{
    private readonly CodeWriter _code = new();
    private readonly NameScope _locals = new();
    private readonly Dictionary<BoundWrite, string> _sinks = [];
    private readonly Dictionary<BoundEndpoint, string> _rejects = [];

    private BoundPipeline Pipeline => plan.Pipeline.Bound;

    // The engine's session in generated code.
    private string Engine => Pipeline.Engine is null ? "duck" : "batch";

    private bool StartsEngine => Pipeline.Engine is null && !PassesAll;

    private bool PassesAll => plan.Operations.All(
        o => o is ReadSource { Selection.Passes: true } or WriteRelation { PassedFrom: not null });

    public string Emit()
    {
        _code.Line($"// Made by flowc {options.CompilerVersion} for {options.ProgramName}. The next build writes it again.");
        foreach (string name in names.Namespaces)
        {
            _code.Line($"using {name};");
        }

        _code.Line();
        _code.Line($"/// <summary>Pipeline `{Escaped(Pipeline.Symbol.Name)}` of {Escaped($"{Pipeline.Span}")}.</summary>");
        _code.Line($"internal sealed class {names.Pipeline(plan.Pipeline)}(Connections connections) : BatchPipeline");
        using (_code.Block())
        {
            Definition();
            Targets();
            if (StartsEngine)
            {
                _code.Line();
                _code.Line("public override void LoadAhead() => DuckDbSession.LoadAhead();");
            }

            _code.Line();
            _code.Line("protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)");
            using (_code.Block())
            {
                Body();
            }
        }

        return _code.ToString();
    }

    /// <summary>The statements that open the engine's session `duck` and stage what the plan has, for a run called `run`.</summary>
    public string Reading()
    {
        Session();
        Steps();
        return _code.ToString();
    }

    private void Definition()
    {
        string file = Literals.Text(Pipeline.Span.Source.Path);
        List<string> fields = [.. PipelineFields.Of(Pipeline)];
        string definition = "public override PipelineDefinition Definition { get; } = "
            + $"new({Literals.Text(Pipeline.Symbol.Name)}, {file}, {Pipeline.Span.Line})";
        if (fields.Count == 0)
        {
            _code.Line(definition + ";");
            return;
        }

        _code.Line(definition);
        using (_code.Block("};"))
        {
            fields.ForEach(f => _code.Line(f + ","));
        }
    }

    // What is asked after a crash.
    private void Targets()
    {
        ImmutableArray<BoundEndpoint> targets = [.. plan.Operations.SelectMany(OperationEndpoints.Targets)];
        string[] records = [.. EndpointEmitter.CommitRecords(targets)];
        if (Pipeline.Arrival is { } arrival)
        {
            _code.Line();
            _code.Line($"public override IArrivals Arrivals => new FileArrivals(connections.{Names.Pascal(arrival.Folder.Name)}, "
                + $"{Literals.Text(arrival.Path)});");
        }

        if (records.Length == 0)
        {
            return;
        }

        _code.Line();
        _code.Line($"public override IReadOnlyList<ICommitRecord> CommitRecords => {Literals.List(records)};");
        if (targets.Any(t => t.Connector.Name is "files" or GcsEmitter.Connector))
        {
            _code.Line();
            _code.Line("public override bool WritesFiles => true;");
        }
    }

    private void Body()
    {
        Session();
        _code.Line();
        _code.Line("// Every target is reached and compared before the first row moves.");
        foreach (EmittedStep step in steps)
        {
            Sinks(step);
        }

        foreach (EmittedSql sql in own)
        {
            Own(sql);
        }

        Steps();
        _code.Line();
        _code.Line(Pipeline.Engine?.Connector.Name != "postgres"
            ? "// Files were written aside and databases hold open transactions: now everything becomes visible."
            : "// All of it was done in one transaction of the database: now everything becomes visible.");
        _code.Line("await run.CommitAsync(cancel);");
    }

    private void Steps()
    {
        bool isOpen = false;
        foreach (EmittedStep step in steps)
        {
            if (!isOpen && step.Operation is not ReadSource)
            {
                isOpen = true;
                LoadedBefore();
            }

            _code.Line();
            switch (step)
            {
                case { Operation: ReadSource read }:
                    Read(read, step.Selection);
                    break;
                case { Operation: WriteRelation { PassedFrom: { } source } write, Query: { } query }:
                    Pass(write, source, query);
                    break;
                case { Operation: StageRelation stage, Query: { } query }:
                    Stage(stage, query, step.Checks);
                    break;
                case { Operation: WriteRelation write, Query: { } query }:
                    Write(write, query);
                    break;
            }
        }
    }

    private void LoadedBefore()
    {
        if (!Repeats.ItsWrites(plan, steps, own))
        {
            return;
        }

        _code.Line();
        _code.Line("// The same files would make the same rows again.");
        _code.Line("if (await duck.IsLoadedAsync(CommitRecords, cancel))");
        using (_code.Block())
        {
            _code.Line("await run.CommitAsync(cancel);");
            _code.Line("return;");
        }
    }

    private void Session()
    {
        string connection = Pipeline.Engine is { } named ? $"connections.{Names.Pascal(named.Name)}" : "";
        _code.Line(Pipeline.Engine is { } engine
            ? $"await using {BatchOf(engine)} batch = await {BatchOf(engine)}.OpenAsync(run, {connection}, cancel);"
            : PassesAll
                ? "await using DuckDbSession duck = DuckDbSession.ForPassing(run);"
                : "await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);");
        if (names.HasFunctions && StartsEngine)
        {
            _code.Line($"duck.Add({FunctionEmitter.ClassName}.All);");
        }
    }

    // One statement that stack traces show at its place in the program.
    private void At(TextSpan span, string statement)
    {
        Open(span, statement);
        Close();
    }

    private void Open(TextSpan span, string line)
    {
        int end = Math.Max(span.EndColumn, span.Column + 1);
        _code.Margin($"#line ({span.Line},{span.Column})-({span.EndLine},{end}) {Literals.Text(span.Source.Path)}");
        _code.Line(line);
    }

    private void Close() => _code.Margin("#line default");

    private static string BatchOf(ConnectionSymbol engine) => engine.Connector.Name == "spark" ? "SparkBatch" : "PostgresBatch";

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");
}
