using System.CommandLine;
using FlowLang.Driver.Compiling;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc run WORKSPACE [anything]`: builds where needed, then becomes the executable, with `run` and the arguments behind the
/// workspace.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create(IReadOnlyList<string> passedOn)
    {
        Argument<string> workspace = WorkspaceArgument.Create();
        Command command = new(
            Name,
            "Builds a workspace and runs its pipelines. What follows the workspace goes to the program: flowc run . report "
                + "--interval 2024-01-01")
        {
            workspace,
        };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed.GetRequiredValue(workspace), passedOn, cancel)));
        return command;
    }

    /// <summary>Takes off what is the program's: everything behind the workspace, or behind the first option of the program.</summary>
    public static (string[] Own, string[] PassedOn) Split(string[] args)
    {
        if (args.Length == 0 || args[0] != Name || args.Contains("--help") || args.Contains("-h") || args.Contains("-?"))
        {
            return (args, []);
        }

        int own = args.Length > 1 && !args[1].StartsWith('-') ? 2 : 1;
        string[] rest = args[own..];
        return (args[..own], rest is ["--", ..] ? rest[1..] : rest);
    }

    private static int Run(string path, IReadOnlyList<string> passedOn, CancellationToken cancel)
    {
        Compilation compilation = Compiling.Read(path);
        return Compiling.Get(compilation, c => c.Emit()) is { } files
            ? ExecutableRun.Start(compilation, files, [Name, .. passedOn], isPreview: false, cancel)
            : ExitCodes.Failed;
    }
}
