using System.CommandLine;
using FlowLang.Cli.Terminal;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc fmt`: named so that it is not taken for a typing mistake.</summary>
internal static class FmtCommand
{
    public static Command Create()
    {
        Argument<string> workspace = WorkspaceArgument.Create();
        Command command = new("fmt", "Formats a workspace (not available yet).") { workspace };
        command.SetAction(_ =>
        {
            Stdio.Errors.Line("error: `flowc fmt` is not available yet; nothing was changed");
            return ExitCodes.Usage;
        });
        return command;
    }
}
