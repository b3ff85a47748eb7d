using System.Collections.Immutable;
using System.CommandLine;
using FlowLang.Cli.Terminal;
using FlowLang.Driver.Scaffolding;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc new`: a workspace to start from.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "Folder to make; its name becomes the program's." };
        Command command = new("new", "Makes a small workspace that runs at once.") { folder };
        command.SetAction(parsed => New(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int New(string folder)
    {
        ImmutableArray<string> files = Scaffold.Create(folder);
        foreach (string file in files)
        {
            Stdio.Out.Line($"{Stdio.Out.Paint(Colors.Good, "made")} {Path.Combine(folder, file)}");
        }

        Stdio.Out.Line($"next: flowc run {folder}");
        return ExitCodes.Done;
    }
}
