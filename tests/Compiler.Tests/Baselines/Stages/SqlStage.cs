using System.Text;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning.Batch;

namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>What the engine of each pipeline is asked, a file an engine, operation by operation, with the failure sites of each.</summary>
internal sealed class SqlStage : BaselineStage
{
    public override IEnumerable<(string File, string Text)> Print(BaselineCase program) =>
        program.Files is { } files
            ? files.Pipelines.GroupBy(p => SqlDialects.Of(p.Plan.Pipeline.Bound.Engine)?.Name ?? "").Select(
                engine => ($"{engine.Key}.sql", string.Join('\n', engine.SelectMany(pipeline => pipeline.Steps.Select(Print)))))
            : [];

    private static string Print(EmittedStep step)
    {
        StringBuilder text = new();
        text.Append("-- ").Append(step.Operation.GetType().Name).Append(' ').Append(step.Operation.Relation).Append('\n');
        if (step.Query is { } query)
        {
            text.Append(query.Sql.TrimEnd()).Append(";\n");
            foreach (EmittedCount count in query.Counts)
            {
                text.Append($"-- filtered at {count.Site.Step} {count.Site.Span.Line}:{count.Site.Span.Column}: {count.Site.Reason}\n");
                text.Append(count.Sql.TrimEnd()).Append(";\n");
            }

            foreach (FailureSite site in query.Sites)
            {
                text.Append($"-- site {site.Id}: {site.Action} at {site.Step} {site.Span.Line}:{site.Span.Column}: {site.Reason}\n");
            }
        }

        foreach (EmittedCheck check in step.Checks)
        {
            text.Append("-- ").Append(check.Check.Expectation.Name).Append('\n').Append(check.Sql.TrimEnd()).Append(";\n");
        }

        return text.ToString();
    }
}
