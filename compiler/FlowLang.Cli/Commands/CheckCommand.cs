using System.Collections.Immutable;
using System.CommandLine;
using FlowLang.Cli.Terminal;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Workspaces;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc check`: all mistakes of a workspace, nothing built.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Argument<string> workspace = WorkspaceArgument.Create();
        Option<string> format = new("--format")
        {
            Description = "text, with source lines and carets, or json, one object a line.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        Command command = new("check", "Reports the mistakes in a workspace.") { workspace, format };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(workspace), parsed.GetRequiredValue(format) == "json"));
        return command;
    }

    private static int Check(string path, bool isJson)
    {
        // The plan too: what an engine can't do is found there.
        Compilation compilation = Compilation.Create(WorkspaceReader.Read(path));
        compilation.Plan();
        ImmutableArray<Diagnostic> diagnostics = compilation.Diagnostics;
        if (isJson)
        {
            DiagnosticPrinter.WriteJson(Stdio.Out, diagnostics);
        }
        else
        {
            DiagnosticPrinter.WriteText(Stdio.Out, diagnostics);
            string count = DiagnosticPrinter.Count(diagnostics);
            int files = compilation.Workspace.Files.Length;
            Stdio.Out.Line(count.Length > 0
                ? $"{compilation.Workspace.Name}: {count}"
                : $"{compilation.Workspace.Name}: {files} file{(files == 1 ? "" : "s")}, no mistakes");
        }

        return compilation.HasErrors ? ExitCodes.Failed : ExitCodes.Done;
    }
}
