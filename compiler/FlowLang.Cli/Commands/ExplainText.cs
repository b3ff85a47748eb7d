using FlowLang.Cli.Terminal;
using FlowLang.Emit;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;

namespace FlowLang.Cli.Commands;

/// <summary>Writes what `flowc explain` shows of pipelines and steps.</summary>
internal static class ExplainText
{
    public static void Write(TerminalStream stream, EmittedPipeline pipeline, ExplainParts parts)
    {
        Heading(stream, $"pipeline {pipeline.Name}");
        if (pipeline.Partition is { } partition)
        {
            stream.Line($"partition: {partition}");
        }

        if (parts.Plan)
        {
            stream.Line(PlanPrinter.Print(pipeline.Plan));
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

    private static void WriteSql(TerminalStream stream, EmittedStep step)
    {
        if (step.Query is not { } query)
        {
            return;
        }

        string verb = step.Operation is WriteRelation ? "write" : "stage";
        stream.Line(stream.Paint(Colors.Faint, $"-- {verb} {step.Operation.Relation} ({step.Operation.Span})"));
        stream.Line(query.Sql + ";\n");
        foreach (EmittedCheck check in step.Checks)
        {
            stream.Line(stream.Paint(Colors.Faint, $"-- expect {check.Check.Expectation.Name}"));
            stream.Line(check.Sql + ";\n");
        }
    }

    private static void Heading(TerminalStream stream, string text) => stream.Line(stream.Paint(Colors.Strong, $"== {text} =="));
}
