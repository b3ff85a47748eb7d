using System.CommandLine;
using FlowLang.Cli.Terminal;
using FlowLang.Driver;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Deploying;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc deploy --plan`: what another release would change of program and infrastructure together.</summary>
internal static class DeployCommand
{
    public static Command Create()
    {
        Argument<string> workspace = WorkspaceArgument.Create();
        Option<bool> plan = new("--plan") { Description = "Say what would change; no system is asked, and nothing is changed." };
        Option<string?> deployment = new("--env") { Description = "The deployment." };
        Option<string[]> against = new("--against")
        {
            Description = "What is deployed: a build's folder, package, manifest or Terraform variables (`terraform output -json`), or a "
                + "revision of git. May be given twice, for program and variables.",
        };
        Option<string> format = new("--format") { Description = "text, or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Command command = new("deploy", "Compares a deployment with what is deployed.") { workspace, plan, deployment, against, format };
        command.SetAction((parsed, cancel) => Task.FromResult(parsed.GetValue(plan)
            ? Plan(
                parsed.GetRequiredValue(workspace), parsed.GetValue(deployment), parsed.GetValue(against) ?? [],
                parsed.GetRequiredValue(format) == "json", cancel)
            : throw new DriverException("flowc deploys nothing by itself")
            {
                Help = "`flowc deploy --plan` says what changes; `flowc build --package` and `terraform apply` do it",
            }));
        return command;
    }

    private static int Plan(string path, string? name, string[] against, bool isJson, CancellationToken cancel)
    {
        Compilation compilation = Compiling.Read(path);
        if (Compiling.Get(compilation, c => c.Emit()) is not { } files)
        {
            return ExitCodes.Failed;
        }

        string deployment = DeploymentName.Choose(name, files) ?? throw new DriverException(files.Deployments.IsEmpty
            ? "the program has no `deploy` block"
            : $"choose a deployment with --env ({string.Join(", ", files.Deployments.Select(d => d.Key))})");
        if (against.Length == 0)
        {
            throw new DriverException("say what is deployed")
            {
                Help = "`--against` takes a build's folder, package, manifest or variables (`terraform output -json > deployed.json`), "
                    + "or a revision of git",
            };
        }

        DeployedState before = against.Aggregate(
            DeployedState.Nothing, (state, what) => state.Or(DeployedStateReader.Read(what, path, deployment, cancel)));
        DeployPlan plan = DeployPlanner.Compare(before, DeployedStateReader.Of(compilation, deployment));
        string title = $"{compilation.Workspace.Name} {deployment}, against {string.Join(" and ", against)}";
        Stdio.Out.Line(isJson ? DeployPlanText.Json(plan, deployment) : DeployPlanText.Text(plan, title, Stdio.Out));
        return plan.Verdict switch
        {
            DeployVerdict.Safe => ExitCodes.Done,
            DeployVerdict.Restart => ExitCodes.NeedsRestart,
            _ => ExitCodes.Breaking,
        };
    }
}
