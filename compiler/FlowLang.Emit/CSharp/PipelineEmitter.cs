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
internal sealed class PipelineEmitter(
    BatchPlan plan, ImmutableArray<EmittedStep> steps, ImmutableArray<EmittedSql> own, ProgramNames names, EmitOptions options)
{
    private readonly CodeWriter _code = new();
    private readonly NameScope _locals = new();
    private readonly Dictionary<BoundWrite, string> _sinks = [];
    private readonly Dictionary<BoundEndpoint, string> _rejects = [];

    private BoundPipeline Pipeline => plan.Pipeline.Bound;

    // The engine's session in generated code.
    private string Engine => Pipeline.Engine is null ? "duck" : "batch";

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
            _code.Line();
            _code.Line("protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)");
            using (_code.Block())
            {
                Body();
            }
        }

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
        if (records.Length == 0)
        {
            return;
        }

        _code.Line();
        _code.Line($"public override IReadOnlyList<ICommitRecord> CommitRecords => {Literals.List(records)};");
        if (targets.Any(t => t.Connector.Name == "files"))
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
        if (names.HasFunctions && Pipeline.Engine is null && !PassesAll)
        {
            _code.Line($"duck.Add({FunctionEmitter.ClassName}.All);");
        }
    }

    private void Sinks(EmittedStep step)
    {
        if (step is { Operation: WriteRelation { Write: var write }, Query: { } query })
        {
            string name = _locals.Take(Names.Camel(write.Name + "_sink"));
            _sinks[write] = name;
            string mode = write.Mode.ToString();
            string sink = EndpointEmitter.Sink(write.Sink, mode, write.PartitionColumns, write.Name, write.History);
            At(write.Sink.Span, $"BatchSink {name} = {sink};");
            _code.Line($"await {Engine}.CheckAsync({name}, {Literals.Columns(Keyed(query, write))}, cancel);");
            Rejects(write.Rejects);
        }
        else if (step.Operation is StageRelation stage)
        {
            Rejects(stage.Rejects);
        }
    }

    private void Own(EmittedSql sql)
    {
        _code.Line();
        _code.Line("// The program's own SQL: the engine itself says what it gives.");
        Open(sql.Span, $"await {Engine}.VerifySqlAsync(");
        using (_code.Indent())
        {
            string quotes = Literals.RawQuotes(sql.Sql);
            _code.Line(quotes);
            _code.Line(sql.Sql);
            _code.Line($"{quotes}, {Literals.Columns(sql.Columns)}, {Literals.Text(sql.Span.Source.Path)}, {sql.Span.Line}, cancel);");
        }

        Close();
    }

    private void Rejects(BoundEndpoint? rejects)
    {
        if (rejects is null || _rejects.ContainsKey(rejects))
        {
            return;
        }

        string name = _locals.Take("rejects");
        _rejects.Add(rejects, name);
        At(rejects.Span, $"BatchSink {name} = {EndpointEmitter.Sink(rejects, EndpointEmitter.RejectsMode(rejects), [], "rejects")};");
        _code.Line($"await {Engine}.CheckAsync({name}, RejectColumns.All, cancel);");
    }

    private void Read(ReadSource read, EmittedSelection? asked)
    {
        string argument = read switch
        {
            { Source.Endpoint.Descriptor.TakesConditions: false } => $", needsOrigin: {(read.NeedsOrigin ? "true" : "false")}",
            { Selection: { } selection } => $", {SelectionText.Of(selection, asked?.Filters ?? [])}",
            _ => "",
        };
        string source = $"Sources.{names.Source(read.Source)}(connections{argument})";
        if (read.Source.HasCursor && Pipeline.Positions is { } positions)
        {
            string name = Literals.Text(EndpointText.Of(read.Source.Endpoint));
            source = $"connections.{Names.Pascal(positions.Name)}.Following({source}, {name})";
        }

        At(read.Span, $"await {Engine}.ReadAsync({source}, {Literals.Text(read.Relation)}, cancel);");
    }

    private void Pass(WriteRelation write, string source, EmittedQuery query)
    {
        _code.Line($"// {write.Relation}: passed through as binary, from server to server.");
        string columns = Literals.Columns(Keyed(query, write.Write));
        string relations = $"{Literals.Text(source)}, {Literals.Text(write.Relation)}";
        At(write.Span, $"await {Engine}.PassAsync({relations}, {_sinks[write.Write]}, {columns}, cancel);");
    }

    private void Stage(StageRelation stage, EmittedQuery query, ImmutableArray<EmittedCheck> checks)
    {
        _code.Line($"// {stage.Relation}: computed once, kept and rejected rows split.");
        Open(stage.Span, $"await {Engine}.StageAsync(new Stage({Literals.Text(stage.Relation)})");
        using (_code.Block("}, cancel);"))
        {
            Query(query, stage.Rejects);
            if (!checks.IsEmpty)
            {
                _code.Line("Expectations =");
                using (List())
                {
                    foreach (EmittedCheck check in checks)
                    {
                        Check(check);
                    }
                }
            }
        }

        Close();
    }

    private void Write(WriteRelation write, EmittedQuery query)
    {
        Open(write.Span, $"await {Engine}.WriteAsync(new WriteRequest({Literals.Text(write.Relation)})");
        using (_code.Block("}, cancel);"))
        {
            _code.Line($"Sink = {_sinks[write.Write]},");
            if (!write.Write.OrderBy.IsEmpty && Pipeline.Engine is not null)
            {
                _code.Line("IsOrdered = true,");
            }

            Query(query with { Columns = Keyed(query, write.Write) }, write.Write.Rejects);
        }

        Close();
    }

    // What identifies a row at the target is the write's to say.
    private static ImmutableArray<RowField> Keyed(EmittedQuery query, BoundWrite write) =>
        [.. query.Columns.Select(c => c with { IsKey = write.Key.Contains(c.Name) })];

    private void Query(EmittedQuery query, BoundEndpoint? rejects)
    {
        Raw("Sql", query.Sql);
        _code.Line("Columns =");
        using (List())
        {
            foreach (var column in query.Columns)
            {
                _code.Line(Literals.Column(column) + ",");
            }
        }

        if (query.RowsFrom is { } relation)
        {
            _code.Line($"RowsFrom = {Literals.Text(relation)},");
        }

        Filters(query);
        if (query.Sites.IsEmpty)
        {
            return;
        }

        _code.Line("Sites =");
        using (List())
        {
            foreach (FailureSite site in query.Sites)
            {
                _code.Line($"new({Site(site)}),");
            }
        }

        if (rejects is not null && query.Sites.Any(s => s.Action == FailureAction.Reject))
        {
            _code.Line($"Rejects = {_rejects[rejects]},");
        }
    }

    private void Filters(EmittedQuery query)
    {
        if (query.Counts.IsEmpty)
        {
            return;
        }

        _code.Line("Filters =");
        using (List())
        {
            foreach (EmittedCount count in query.Counts)
            {
                string quotes = Literals.RawQuotes(count.Sql);
                _code.Line($"new(new FailureSite({Site(count.Site)}), {quotes}");
                using (_code.Indent())
                {
                    _code.Line(count.Sql);
                    _code.Line($"{quotes}),");
                }
            }
        }
    }

    private static string Site(FailureSite site) =>
        $"{site.Id}, FailureAction.{site.Action}, {Literals.Text(site.Step)}, {Literals.Text(site.Reason)}, {Literals.Place(site.Span)}";

    private void Check(EmittedCheck check)
    {
        BoundExpectation expectation = check.Check.Expectation;
        string severity = expectation.Severity == ExpectationSeverity.Warn ? "Warn" : "Fail";
        string quotes = Literals.RawQuotes(check.Sql);
        _code.Line($"new({Literals.Text(expectation.Name)}, Severity.{severity}, {quotes}");
        using (_code.Indent())
        {
            _code.Line(check.Sql);
            _code.Line($"{quotes}, {Literals.Text(expectation.Span.Source.Path)}, {expectation.Span.Line}),");
        }
    }

    private void Raw(string property, string text)
    {
        string quotes = Literals.RawQuotes(text);
        _code.Line($"{property} = {quotes}");
        using (_code.Indent())
        {
            _code.Line(text);
            _code.Line(quotes + ",");
        }
    }

    private IDisposable List()
    {
        _code.Line("[");
        return _code.Indent("],");
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
