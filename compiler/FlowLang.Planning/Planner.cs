using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Planning;

/// <summary>A bound program to a plan: every step as a node, what can fail computed before what can't say so.</summary>
public static class Planner
{
    /// <summary>Call only for programs without errors. A transform with parameters is planned where it is called.</summary>
    public static LogicalProgram Plan(BoundProgram program)
    {
        DiagnosticBag diagnostics = new();
        ImmutableArray<LogicalTransform> transforms =
            [.. program.Transforms.Where(t => t.Symbol.Parameters.IsEmpty).Select(t => Plan(t, diagnostics))];
        ImmutableArray<LogicalPipeline> pipelines = [.. program.Pipelines.Select(p => Plan(p, diagnostics))];
        LogicalProgram plan = new(program, transforms, pipelines, []);
        diagnostics.AddRange(SqlEngines.Mistakes(plan));
        return plan with { Diagnostics = diagnostics.ToImmutable() };
    }

    private static LogicalTransform Plan(BoundTransform transform, DiagnosticBag diagnostics)
    {
        LogicalNode root = new QueryPlanner(diagnostics).Plan(transform.Query);
        return new LogicalTransform(transform.Symbol, root, [.. transform.Expectations.Where(IsCheck)], transform.Span);
    }

    private static LogicalPipeline Plan(BoundPipeline pipeline, DiagnosticBag diagnostics) =>
        new(pipeline, [.. pipeline.Writes.Select(w => new LogicalWrite(w, new QueryPlanner(diagnostics).Plan(w.Query)))]);

    // The other row expectations are steps of the query.
    private static bool IsCheck(BoundExpectation expectation) =>
        expectation is not BoundRowExpectation { Severity: not ExpectationSeverity.Warn };
}
