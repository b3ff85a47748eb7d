using System.CommandLine;
using FlowLang.Cli.Terminal;
using FlowLang.Driver;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Locking;
using FlowLang.Driver.Workspaces;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc lock`: takes the types of sources and sinks from the live systems into `flow.lock`.</summary>
internal static class LockCommand
{
    public static Command Create()
    {
        Argument<string> workspace = WorkspaceArgument.Create();
        Option<string[]> parameters = new("--param") { Description = "A parameter of connections: name=value." };
        Option<string?> environment = new("--env") { Description = "An environment, whose schemas are kept beside the others." };
        Option<bool> check = new("--check") { Description = "Change nothing; fail where flow.lock would change." };
        Option<string?> interval = new("--interval") { Description = "Whose file is looked at where a server has one for each." };
        Command command = new("lock", "Writes the schemas of sources and sinks to flow.lock.")
        {
            workspace, parameters, environment, interval, check,
        };
        command.SetAction((parsed, cancel) => LockAsync(
            parsed.GetRequiredValue(workspace), parsed.GetValue(parameters) ?? [], parsed.GetValue(environment), parsed.GetValue(interval),
            parsed.GetValue(check), cancel));
        return command;
    }

    private static async Task<int> LockAsync(
        string path, string[] parameters, string? environment, string? interval, bool isCheck, CancellationToken cancel)
    {
        Compilation compilation = Compiling.Read(path);
        Diagnostic[] syntax = [.. compilation.Trees.SelectMany(t => t.Diagnostics).Where(d => d.IsError)];
        if (syntax.Length > 0)
        {
            DiagnosticPrinter.WriteText(Stdio.Errors, [.. syntax]);
            return ExitCodes.Failed;
        }

        Workspace workspace = compilation.Workspace;
        BoundProgram program = OpenTypes.Bind(compilation.Trees);
        Dictionary<string, string> values = ProgramParameters.With(program, parameters, environment);
        LockResult result = await LockRun.RunAsync(workspace, program, values, environment, interval, cancel);
        foreach (LockEntry entry in result.Entries)
        {
            Report(entry);
        }

        byte[] content = LockFile.Print(result.Schemas);
        bool changes = !LockFile.ReadBytes(workspace.Folder).AsSpan().SequenceEqual(content);
        if (!isCheck && changes)
        {
            LockFile.Write(workspace.Folder, content);
        }

        Stdio.Out.Line(
            changes ? $"{Workspace.LockFile} {(isCheck ? "is out of date" : "written")}" : $"{Workspace.LockFile} is up to date");
        return !result.IsCompatible ? ExitCodes.IncompatibleSchema : isCheck && changes ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Report(LockEntry entry)
    {
        (string color, string word) = entry.State switch
        {
            LockState.Added => (Colors.Good, "added"),
            LockState.Changed => (Colors.Warning, "changed"),
            LockState.Incompatible => (Colors.Error, "incompatible"),
            LockState.Skipped => (Colors.Warning, "skipped"),
            _ => (Colors.Faint, "unchanged"),
        };
        string from = entry.From == entry.Name ? "" : $" from {entry.From}";
        Stdio.Out.Line($"{Stdio.Out.Paint(color, word)} {entry.Name}{from}");
        foreach (string note in entry.Notes)
        {
            Stdio.Out.Line($"  {note.Replace("\n", "\n  ", StringComparison.Ordinal)}");
        }
    }
}
