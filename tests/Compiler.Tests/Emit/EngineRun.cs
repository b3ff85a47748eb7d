using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>Runs the emitted steps of a program's only pipeline in the embedded engine, over relations that a test fills by SQL.</summary>
internal sealed class EngineRun
{
    private readonly Dictionary<string, ImmutableArray<string>> _written = [];

    public required ImmutableArray<EmittedStep> Steps { get; init; }

    public RunReport Report { get; private set; } = new();

    public Exception? Failure { get; private set; }

    /// <summary>The rows that a write brought to its sink, each as texts joined by `|`, sorted.</summary>
    public IReadOnlyList<string> Written(string name) => _written[name];

    public WriteReport Write(string name) => Report.Writes.Single(w => w.Relation == name);

    public string Sql(string relation) => Steps.First(s => s.Operation.Relation == relation && s.Query is not null).Query?.Sql ?? "";

    public static ImmutableArray<EmittedStep> Emit(BoundProgram bound, bool optimize = true)
    {
        LogicalProgram program = Planner.Plan(bound);
        program = optimize ? Optimizer.Optimize(program, OptimizerRules.Default) : program;
        return PipelineSteps.Of(BatchPlanner.Plan(program, program.Pipelines[0]), DuckDbDialect.Instance);
    }

    public static Task<EngineRun> RunAsync(BoundProgram bound, string setup, bool optimize = true) =>
        RunAsync(Emit(bound, optimize), setup);

    public static async Task<EngineRun> RunAsync(ImmutableArray<EmittedStep> steps, string setup)
    {
        EngineRun result = new() { Steps = steps };
        await using BatchRun run = new()
        {
            Id = "run",
            Pipeline = new PipelineDefinition("p", "main.flow", 1),
            ProgramName = "test",
            SourceHash = "",
            StartedAt = DateTimeOffset.UnixEpoch,
            Settings =
                new ProgramSettings { Parameters = ImmutableSortedDictionary<string, string>.Empty, DataDirectory = Path.GetTempPath() },
        };
        result.Report = run.Report;
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
        await duck.ExecuteAsync(setup, CancellationToken.None);
        try
        {
            await result.ExecuteAsync(duck);
        }
        catch (FlowException e)
        {
            result.Failure = e;
        }

        return result;
    }

    private static Runtime.FailureSite Site(FlowLang.Planning.Batch.FailureSite s) =>
        new(s.Id, (Runtime.FailureAction)s.Action, s.Step, s.Reason, "main.flow", 1, 1);

    private async Task ExecuteAsync(DuckDbSession duck)
    {
        foreach (EmittedStep step in Steps)
        {
            if (step.Query is not { } query)
            {
                continue;
            }

            ImmutableArray<Column> columns = await ColumnsAsync(duck, query);
            ImmutableArray<Runtime.FailureSite> sites =
                [.. query.Sites.Select(Site)];
            ImmutableArray<FilterCount> filters = [.. query.Counts.Select(c => new FilterCount(Site(c.Site), c.Sql))];
            if (step.Operation is StageRelation stage)
            {
                await duck.StageAsync(
                    new Stage(stage.Relation)
                    {
                        Sql = query.Sql,
                        Columns = columns,
                        Sites = sites,
                        Filters = filters,
                        Rejects = new RowSink(_written, "rejects"),
                        Expectations = [.. step.Checks.Select(Check)],
                    },
                    CancellationToken.None);
            }
            else
            {
                await duck.WriteAsync(
                    new WriteRequest(step.Operation.Relation)
                    {
                        Sql = query.Sql,
                        Columns = columns,
                        Sites = sites,
                        Filters = filters,
                        Sink = new RowSink(_written, step.Operation.Relation),
                        Rejects = new RowSink(_written, "rejects"),
                    },
                    CancellationToken.None);
            }
        }
    }

    private static ExpectationCheck Check(EmittedCheck check) => new(
        check.Check.Expectation.Name, check.Check.Expectation.Severity == ExpectationSeverity.Warn ? Severity.Warn : Severity.Fail,
        check.Sql, "main.flow", 1);

    // The types are the engine's own here: that they are the declared ones is what SqlTypeTests look at.
    private static async Task<ImmutableArray<Column>> ColumnsAsync(DuckDbSession duck, EmittedQuery query)
    {
        ImmutableArray<LiveColumn> live = await duck.DescribeAsync(query.Sql, CancellationToken.None);
        return [.. query.Columns.Select((c, i) => new Column(c.Name, live[i].Type ?? ColumnType.Text, Nullable: true))];
    }

    private sealed class RowSink(Dictionary<string, ImmutableArray<string>> written, string name) : BatchSink
    {
        public override string Name => name;

        public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel) =>
            Task.FromResult("");

        public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
        {
            string relation = await input.RelationAsync(repeatable: true, cancel);
            string items = name == "rejects"
                ? "step, reason, input"
                : string.Join(", ", input.Columns.Select(c => $"CAST(\"{c.Name}\" AS VARCHAR)"));
            var rows = await input.Session.RowsAsync($"SELECT {items} FROM ({relation})", name, cancel);
            string[] texts = [.. rows.Select(
                r => string.Join('|', r.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) is { Length: > 0 } t ? t : "-")))];
            written[name] = [.. written.GetValueOrDefault(name, []).Concat(texts).Order(StringComparer.Ordinal)];
            return new PreparedWrite(rows.Length);
        }
    }
}
