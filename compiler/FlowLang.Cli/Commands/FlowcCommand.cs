using System.CommandLine;
using System.CommandLine.Invocation;
using FlowLang.Cli.Terminal;
using FlowLang.Driver.Packaging;

namespace FlowLang.Cli.Commands;

/// <summary>The command line of flowc.</summary>
internal static class FlowcCommand
{
    /// <param name="passedOn">Arguments of `flowc run` that belong to the program.</param>
    public static RootCommand Create(IReadOnlyList<string> passedOn)
    {
        RootCommand root = new("Compiles FlowLang workspaces (folders of .flow files) into executables.");
        foreach (Option option in root.Options)
        {
            if (option is VersionOption version)
            {
                version.Action = new PrintVersion();
            }
        }

        root.Subcommands.Add(NewCommand.Create());
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(BuildCommand.Create());
        root.Subcommands.Add(DeployCommand.Create());
        root.Subcommands.Add(RunCommand.Create(passedOn));
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(TestCommand.Create());
        root.Subcommands.Add(ShowCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(LockCommand.Create());
        root.Subcommands.Add(FmtCommand.Create());
        return root;
    }

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            Stdio.Out.Line($"flowc {Installation.CompilerVersion}");
            return ExitCodes.Done;
        }
    }
}
