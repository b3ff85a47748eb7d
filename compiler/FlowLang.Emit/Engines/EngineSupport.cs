using System.Collections.Immutable;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Emit.Engines;

/// <summary>
/// What the engine of a pipeline can't do the same is a mistake of the program (FL5020, FL5021), found before any code is written: the
/// emitters rely on every operation having a form.
/// </summary>
public static class EngineSupport
{
    /// <summary>The refusals for all pipelines that name an engine or are of streams, and for tests of streams.</summary>
    public static ImmutableArray<Diagnostic> Check(LogicalProgram program)
    {
        DiagnosticBag diagnostics = new();
        foreach (LogicalPipeline pipeline in program.Pipelines)
        {
            if (pipeline.IsStream)
            {
                diagnostics.AddRange(StreamSupport.Check(StreamPlanner.Plan(program, pipeline), program));
                continue;
            }

            diagnostics.AddRange(StreamSupport.CheckBatch(program, pipeline));
            if (pipeline.Bound.Engine is { } engine && SqlDialects.Of(engine) is { } dialect)
            {
                BatchPlan plan = BatchPlanner.Plan(program, pipeline);
                new EngineCheck(dialect, pipeline.Name, diagnostics).Check(plan);
                diagnostics.AddRange(EndpointCheck.Of(plan, engine, dialect));
            }
        }

        foreach (BoundTest test in program.Bound.Tests.Where(t => StreamTestPlanner.IsStream(program, t.Transform)))
        {
            diagnostics.AddRange(Check(program, test));
        }

        return diagnostics.ToImmutable();
    }

    /// <summary>The refusals for a test of a transform of streams.</summary>
    public static ImmutableArray<Diagnostic> Check(LogicalProgram program, BoundTest test) =>
        [.. StreamSupport.CheckTest(StreamTestPlanner.Plan(program, test, "test"), test)];

    /// <summary>The refusals for a pipeline if it ran on the engine of the dialect.</summary>
    public static ImmutableArray<Diagnostic> Check(BatchPlan plan, SqlDialect dialect)
    {
        DiagnosticBag diagnostics = new();
        new EngineCheck(dialect, plan.Pipeline.Name, diagnostics).Check(plan);
        return diagnostics.ToImmutable();
    }
}

/// <summary>One pipeline on one engine.</summary>
internal sealed class EngineCheck(SqlDialect dialect, string pipeline, DiagnosticBag diagnostics)
{
    private readonly HashSet<LogicalNode> _seen = new(ReferenceEqualityComparer.Instance);

    public void Check(BatchPlan plan)
    {
        foreach (BatchOperation operation in plan.Operations)
        {
            switch (operation)
            {
                case StageRelation stage:
                    Check(stage.Query);
                    stage.Checks.Select(c => c.Expectation).OfType<BoundRowExpectation>().ToList().ForEach(e => Check(e.Condition));
                    break;
                case WriteRelation write:
                    Check(write.Query);
                    if (!write.Write.OrderBy.IsEmpty && dialect.RefusesOrder(write.Write) is { } why)
                    {
                        diagnostics.Add(
                            EngineDiagnostics.NotTheSameOnEngine(write.Span, "`order by` of a write", dialect.Title, pipeline, why));
                    }

                    write.Write.OrderBy.ToList().ForEach(k => Check(k.Value));
                    break;
            }
        }
    }

    private void Check(LogicalNode root)
    {
        Stack<LogicalNode> work = new([root]);
        while (work.TryPop(out LogicalNode? node))
        {
            if (!_seen.Add(node))
            {
                continue;
            }

            if (dialect.Refuses(node) is { } why)
            {
                diagnostics.Add(EngineDiagnostics.NotTheSameOnEngine(node.Span, $"this `{node.Verb}`", dialect.Title, pipeline, why));
            }

            if (node is ScanNode { Source.Endpoint.Descriptor.ReadsText: true } scan)
            {
                CheckReads(scan);
            }

            node.Expressions.ToList().ForEach(Check);
            node.Inputs.ToList().ForEach(work.Push);
        }
    }

    // The values of a text source are read by conversions that no query names.
    private void CheckReads(ScanNode scan)
    {
        BoundLiteral text = new(null, new TypeRef(TextType.Instance, Nullable: true), scan.Source.Span);
        foreach (RowField field in scan.Row.Fields.Where(f => f.Type.Type is not TextType && !scan.Source.Exposes.Contains(f.Name)))
        {
            BoundConversion read = new(text, ConversionKind.Read, field.Type.OrNull, Fails: true, scan.Source.Span);
            if (dialect.Refuses(read) is { } why)
            {
                diagnostics.Add(EngineDiagnostics.NotTheSameOnEngine(
                    scan.Source.Span, $"reading `{field.Name}` of `{scan.Source.Name}`", dialect.Title, pipeline, why));
            }
        }
    }

    private void Check(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundCall call when dialect.Mapping(call.Function) is null:
                Refuse(call.Function, call);
                break;
            case BoundAggregateCall aggregate when dialect.Mapping(aggregate.Function) is null:
                Refuse(aggregate.Function, aggregate);
                break;
            case BoundAnalytic { Analytic: { } function } analytic when dialect.Mapping(function) is null:
                Refuse(function, analytic);
                break;
            case BoundAnalytic { Aggregate: { } function } analytic when dialect.Mapping(function) is null:
                Refuse(function, analytic);
                break;
        }

        if (dialect.Refuses(expression) is { } why)
        {
            string what = $"`{expression.Span.Text.ReplaceLineEndings(" ")}`";
            diagnostics.Add(EngineDiagnostics.NotTheSameOnEngine(expression.Span, what, dialect.Title, pipeline, why));
        }

        foreach (BoundExpression child in expression.Children)
        {
            Check(child);
        }
    }

    private void Refuse(FlowFunction function, BoundExpression at) =>
        diagnostics.Add(EngineDiagnostics.FunctionNotOnEngine(at.Span, function.Name, dialect.Title, pipeline));
}
