using System.CommandLine;
using System.Globalization;
using FlowLang.Cli.Terminal;
using FlowLang.Driver.Building;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Packaging;
using FlowLang.Emit;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc build`: a folder that runs.</summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        Argument<string> workspace = WorkspaceArgument.Create();
        Option<string> output = new("--output", "-o") { Description = "Folder for the program.", DefaultValueFactory = _ => "out" };
        Option<bool> frameworkDependent = new("--framework-dependent")
        {
            Description = "Leave the .NET runtime out: small, and the machine that runs it needs .NET 10.",
        };
        Option<string?> deployment = new("--env") { Description = "The deployment whose Terraform variables are written." };
        Option<bool> package = new("--package") { Description = "Also make one .tar.gz with its SHA-256." };
        Command command = new("build", "Compiles a workspace into an executable.")
        {
            workspace, output, frameworkDependent, package, deployment,
        };
        command.SetAction((parsed, cancel) =>
        {
            BuildOptions options = new(parsed.GetRequiredValue(output))
            {
                IsSelfContained = !parsed.GetValue(frameworkDependent),
                MakesPackage = parsed.GetValue(package),
            };
            return Task.FromResult(Build(parsed.GetRequiredValue(workspace), options, parsed.GetValue(deployment), cancel));
        });
        return command;
    }

    private static int Build(string path, BuildOptions options, string? deployment, CancellationToken cancel)
    {
        Builder.WarmUp(Installation.Current);
        Compilation compilation = Compiling.Read(path);
        if (Compiling.Get(compilation, c => c.Emit()) is not { } files)
        {
            return ExitCodes.Failed;
        }

        deployment = DeploymentName.Choose(deployment, files);
        BuildResult result = Builder.Build(compilation.BuildInput(files, deployment), options, Installation.Current, cancel);
        DiagnosticPrinter.WriteText(Stdio.Errors, result.Diagnostics);
        if (result.Executable is not { } executable)
        {
            return ExitCodes.Failed;
        }

        Report(executable);
        if (deployment is null && files.Deployments.Length > 1)
        {
            string known = string.Join(", ", files.Deployments.Select(d => d.Key));
            Stdio.Out.Line($"no Terraform variables: choose a deployment with --env ({known})");
        }

        return ExitCodes.Done;
    }

    private static void Report(Executable executable)
    {
        string size = (executable.Bytes / 1_000_000.0).ToString("0.0", CultureInfo.InvariantCulture);
        string launcher = Path.GetRelativePath(Environment.CurrentDirectory, executable.Launcher);
        Stdio.Out.Line($"{Stdio.Out.Paint(Colors.Good, "built")} {launcher}  ({executable.Files.Length} files, {size} MB)");
        if (executable.Package is { } package)
        {
            Stdio.Out.Line(
                $"{Stdio.Out.Paint(Colors.Good, "packed")} {Path.GetRelativePath(Environment.CurrentDirectory, package.Path)}");
            Stdio.Out.Line($"sha256 {package.Sha256}");
        }
    }
}
