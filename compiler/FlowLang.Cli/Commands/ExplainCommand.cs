using System.Collections.Immutable;
using System.CommandLine;
using FlowLang.Cli.Terminal;
using FlowLang.Driver.Compiling;
using FlowLang.Emit;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc explain`: what a program does, as plan, SQL and C#.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string?> Subject = new("name")
    {
        Description = "A pipeline, a transform or source, or one step of a pipeline; all pipelines when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<string?> Workspace = new("workspace")
    {
        Description = "Folder of .flow files.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Plan = new("--plan") { Description = "The plan: what is read, computed and written, in order." };

    private static readonly Option<bool> Sql = new("--sql") { Description = "The SQL of each step." };

    private static readonly Option<bool> CSharp = new("--csharp") { Description = "The C# that drives the steps." };

    public static Command Create()
    {
        Command command = new("explain", "Shows the plan, SQL and C# of a pipeline or step.") { Subject, Workspace, Plan, Sql, CSharp };
        command.SetAction(Explain);
        return command;
    }

    private static int Explain(ParseResult parsed)
    {
        (string? name, string workspace) = (parsed.GetValue(Subject), parsed.GetValue(Workspace)) switch
        {
            ({ } folder, null) when Directory.Exists(folder) => (null, folder),
            var (subject, folder) => (subject, folder ?? "."),
        };
        Compilation compilation = Compiling.Read(workspace);
        if (Compiling.Get(compilation, c => c.Plan()) is not { } plan || Compiling.Get(compilation, c => c.Emit()) is not { } files)
        {
            return ExitCodes.Failed;
        }

        ImmutableArray<EmittedPipeline> pipelines = [.. files.Pipelines.Where(p => name is null || p.Name == name)];
        ImmutableArray<EmittedStream> streams = [.. files.Streams.Where(s => name is null || s.Name == name)];
        ExplainParts parts = Parts(parsed);
        streams.ToList().ForEach(s => ExplainText.Write(Stdio.Out, s, parts));
        if (pipelines.Length > 0 || streams.Length > 0)
        {
            foreach (EmittedPipeline pipeline in pipelines)
            {
                ExplainText.Write(Stdio.Out, pipeline, parts, parts.Plan ? Rewritten(plan, pipeline) : []);
            }

            return ExitCodes.Done;
        }

        return name is null ? NoPipelines() : ExplainStep(compilation, plan, files, name, parts);
    }

    /// <summary>A step of the pipelines that have one of that name; else the relation on its own.</summary>
    private static int ExplainStep(Compilation compilation, LogicalProgram plan, EmittedFiles files, string name, ExplainParts parts)
    {
        bool isStep = false;
        foreach (EmittedPipeline pipeline in files.Pipelines)
        {
            isStep |= ExplainText.WriteStep(Stdio.Out, pipeline, name, parts);
        }

        if (!isStep)
        {
            BatchPlan alone = PreviewPlanner.Plan(plan, RelationName.Find(plan.Bound, name), long.MaxValue);
            foreach (EmittedPipeline pipeline in compilation.Emit([alone])?.Pipelines ?? [])
            {
                ExplainText.Write(Stdio.Out, pipeline, parts, []);
            }
        }

        return ExitCodes.Done;
    }

    private static ImmutableArray<(string Query, OptimizerRule Rule)> Rewritten(LogicalProgram plan, EmittedPipeline pipeline) =>
        RuleTrace.Of(Planner.Plan(plan.Bound), pipeline.Name, OptimizerRules.Default);

    private static int NoPipelines()
    {
        Stdio.Out.Line("there are no pipelines; name a transform");
        return ExitCodes.Done;
    }

    private static ExplainParts Parts(ParseResult parsed)
    {
        ExplainParts asked = new(parsed.GetValue(Plan), parsed.GetValue(Sql), parsed.GetValue(CSharp));
        return asked is { Plan: false, Sql: false, CSharp: false } ? new ExplainParts(Plan: true, Sql: true, CSharp: false) : asked;
    }
}
