using FlowLang.Cli.Terminal;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Workspaces;

namespace FlowLang.Cli.Commands;

/// <summary>Compiles for commands that go on with the result: mistakes are told on the error stream, and end the command.</summary>
internal static class Compiling
{
    public static Compilation Read(string workspace) => Compilation.Create(WorkspaceReader.Read(workspace));

    /// <summary>The result of a stage, or null after its errors were told. Warnings are told too.</summary>
    public static T? Get<T>(Compilation compilation, Func<Compilation, T?> stage)
        where T : class
    {
        T? result = stage(compilation);
        DiagnosticPrinter.WriteText(Stdio.Errors, compilation.Diagnostics);
        if (result is null)
        {
            Stdio.Errors.Line($"{compilation.Workspace.Name}: {DiagnosticPrinter.Count(compilation.Diagnostics)}; nothing was built");
        }

        return result;
    }
}
