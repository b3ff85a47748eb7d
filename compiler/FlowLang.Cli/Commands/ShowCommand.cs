using System.CommandLine;
using FlowLang.Driver;
using FlowLang.Driver.Compiling;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc show T`: the first rows of a source or transform.</summary>
internal static class ShowCommand
{
    private static readonly Argument<string> Relation = new("relation") { Description = "A transform or source." };

    private static readonly Argument<string> Workspace = WorkspaceArgument.Create();

    private static readonly Option<long> Take = new("--take") { Description = "How many rows.", DefaultValueFactory = _ => 20 };

    private static readonly Option<string?> Interval =
        new("--interval") { Description = "The interval that placeholders in paths stand for." };

    private static readonly Option<string[]> Parameters = new("--param") { Description = "A parameter: name=value." };

    private static readonly Option<string?> Environment = new("--env") { Description = "An environment, for values of parameters." };

    public static Command Create()
    {
        Command command = new("show", "Shows rows of a transform or source.")
        {
            Relation, Workspace, Take, Interval, Environment, Parameters,
        };
        command.SetAction((parsed, cancel) => Task.FromResult(Show(parsed, cancel)));
        return command;
    }

    private static int Show(ParseResult parsed, CancellationToken cancel)
    {
        Compilation compilation = Compiling.Read(parsed.GetRequiredValue(Workspace));
        if (Compiling.Get(compilation, c => c.Plan()) is not { } plan)
        {
            return ExitCodes.Failed;
        }

        RelationSymbol relation = RelationName.Find(plan.Bound, parsed.GetRequiredValue(Relation));
        if (SqlEngines.FirstForeign(plan, relation) is { Engine: { } engine } sql)
        {
            throw new DriverException(
                $"`{relation.Name}` reads SQL for `{engine.Name}` at {sql.Span}, and `show` runs on the embedded engine");
        }

        BatchPlan preview = PreviewPlanner.Plan(plan, relation, parsed.GetValue(Take));
        if (Compiling.Get(compilation, c => c.Emit([preview])) is not { } files)
        {
            return ExitCodes.Failed;
        }

        List<string> arguments = ["run", PreviewPlanner.PipelineName];
        arguments.AddRange(parsed.GetValue(Interval) is { } interval ? ["--interval", interval] : []);
        arguments.AddRange(parsed.GetValue(Environment) is { } environment ? ["--env", environment] : []);
        arguments.AddRange((parsed.GetValue(Parameters) ?? []).SelectMany(p => new[] { "--param", p }));
        return ExecutableRun.Start(compilation, files, arguments, isPreview: true, cancel);
    }
}
