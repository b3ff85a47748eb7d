using FlowLang.Cli.Terminal;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Planning.Stream;

namespace FlowLang.Cli.Commands;

/// <summary>Writes what `flowc explain` shows of pipelines and steps.</summary>
internal static class ExplainText
{
    /// <param name="stream">Where to.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="parts">What is asked for.</param>
    /// <param name="rewritten">Which rules made another plan of which query; empty where that is not told.</param>
    public static void Write(
        TerminalStream stream, EmittedPipeline pipeline, ExplainParts parts, IReadOnlyList<(string Query, OptimizerRule Rule)> rewritten)
    {
        Heading(stream, $"pipeline {pipeline.Name}");
        if (pipeline.Partition is { } partition)
        {
            stream.Line($"partition: {partition}");
        }

        if (parts.Plan)
        {
            stream.Line(PlanPrinter.Print(pipeline.Plan));
            WriteReasons(stream, pipeline.Plan, rewritten);
        }

        if (parts.Sql)
        {
            foreach (EmittedStep step in pipeline.Steps)
            {
                WriteSql(stream, step);
            }
        }

        if (parts.CSharp)
        {
            stream.Line(pipeline.CSharp);
        }
    }

    public static void Write(TerminalStream stream, EmittedStream pipeline, ExplainParts parts)
    {
        Heading(stream, $"stream {pipeline.Name}");
        if (parts.Plan)
        {
            stream.Line(StreamPrinter.Print(pipeline.Plan, pipeline.Program));
        }

        if (parts.CSharp)
        {
            stream.Line(pipeline.CSharp);
        }
    }

    /// <returns>Whether the pipeline has a step of that name.</returns>
    public static bool WriteStep(TerminalStream stream, EmittedPipeline pipeline, string name, ExplainParts parts)
    {
        EmittedStep[] steps = [.. pipeline.Steps.Where(s => s.Operation.Relation == name)];
        foreach (EmittedStep step in steps)
        {
            Heading(stream, $"pipeline {pipeline.Name}, step {name}");
            if (parts.Plan)
            {
                stream.Line(PlanPrinter.Print(pipeline.Plan with { Operations = [step.Operation] }));
            }

            if (parts.Sql)
            {
                WriteSql(stream, step);
            }
        }

        if (parts.CSharp && steps.Length > 0)
        {
            // Statements of the generated method stand apart by empty lines.
            string quoted = $"\"{name}\"";
            stream.Line(string.Join("\n\n", pipeline.CSharp.Split("\n\n").Where(p => p.Contains("await duck.", StringComparison.Ordinal)
                && p.Contains(quoted, StringComparison.Ordinal))));
        }

        return steps.Length > 0;
    }

    private static void WriteReasons(
        TerminalStream stream, BatchPlan plan, IReadOnlyList<(string Query, OptimizerRule Rule)> rewritten)
    {
        StageRelation[] stages = [.. plan.Operations.OfType<StageRelation>()];
        string[] lines =
        [
            .. stages.Length > 0 ? ["staged"] : Array.Empty<string>(),
            .. stages.Select(stage => $"  {stage.Relation}: {stage.Why}"),
            .. rewritten.Count > 0 ? ["rewritten by"] : Array.Empty<string>(),
            .. rewritten.GroupBy(r => r.Rule).Select(uses =>
                $"  {uses.Key.Name}: {uses.Key.Summary} ({string.Join(", ", uses.Select(u => u.Query))})"),
        ];
        if (lines.Length > 0)
        {
            stream.Line(string.Join('\n', lines) + "\n");
        }
    }

    private static void WriteSql(TerminalStream stream, EmittedStep step)
    {
        if (step is { Selection: { } asked, Operation: ReadSource { Selection.Passes: false } })
        {
            stream.Line(stream.Paint(Colors.Faint, $"-- read {step.Operation.Relation} ({step.Operation.Span})"));
            stream.Line(asked.Sql + ";\n");
        }

        if (step.Query is not { } query)
        {
            return;
        }

        string verb = step.Operation is WriteRelation ? "write" : "stage";
        string how = step.Operation is WriteRelation { PassedFrom: not null } ? ", passed through as binary" : "";
        stream.Line(stream.Paint(Colors.Faint, $"-- {verb} {step.Operation.Relation} ({step.Operation.Span}){how}"));
        stream.Line(query.Sql + ";\n");
        foreach (EmittedCount count in query.Counts)
        {
            stream.Line(stream.Paint(Colors.Faint, $"-- rows that `where` takes ({count.Site.Span})"));
            stream.Line(count.Sql + ";\n");
        }

        foreach (EmittedCheck check in step.Checks)
        {
            stream.Line(stream.Paint(Colors.Faint, $"-- expect {check.Check.Expectation.Name}"));
            stream.Line(check.Sql + ";\n");
        }
    }

    private static void Heading(TerminalStream stream, string text) => stream.Line(stream.Paint(Colors.Strong, $"== {text} =="));
}
