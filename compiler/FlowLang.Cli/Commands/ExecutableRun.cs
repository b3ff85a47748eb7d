using FlowLang.Cli.Terminal;
using FlowLang.Driver;
using FlowLang.Driver.Building;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Packaging;
using FlowLang.Emit;

namespace FlowLang.Cli.Commands;

/// <summary>Builds into the cache and turns this process into the executable. Data and run history belong to the workspace.</summary>
internal static class ExecutableRun
{
    /// <param name="isPreview">Only rows are shown: no report, and no run in the workspace's history.</param>
    /// <returns>An exit code, only where the executable could not be started.</returns>
    public static int Start(
        Compilation compilation, EmittedFiles files, IReadOnlyList<string> arguments, bool isPreview, CancellationToken cancel)
    {
        BuildResult result = BuildCache.Build(compilation.BuildInput(files), Installation.Current, cancel);
        DiagnosticPrinter.WriteText(Stdio.Errors, result.Diagnostics);
        if (result.Executable is not { } executable)
        {
            return ExitCodes.Failed;
        }

        List<string> all = [.. arguments];
        string folder = compilation.Workspace.Folder;
        if (!isPreview && compilation.Bound?.Ledger is null && !HasOption(arguments, "--ledger"))
        {
            all.AddRange(["--ledger", Path.Combine(folder, compilation.Workspace.Name + ".ledger.db")]);
        }

        Dictionary<string, string> environment = [];
        if (isPreview)
        {
            environment["FLOW_REPORT"] = "none";

            // It has no ledger, and finds what runs fetched from servers.
            environment["FLOW_STATE"] = folder;
        }

        if (DotNetRuntime.InstalledRoot is { } root)
        {
            environment["DOTNET_ROOT"] = root;
        }

        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FLOW_DATA")))
        {
            environment["FLOW_DATA"] = folder;
        }

        cancel.ThrowIfCancellationRequested();
        int error = ProcessReplacement.Execute(executable.Launcher, all, environment);
        throw new DriverException($"can't start `{executable.Launcher}`")
        {
            Why = new System.ComponentModel.Win32Exception(error).Message,
            Help = "is the cache folder on a file system that forbids programs? point XDG_CACHE_HOME to another one",
        };
    }

    private static bool HasOption(IEnumerable<string> arguments, string name) =>
        arguments.Any(a => a == name || a.StartsWith(name + "=", StringComparison.Ordinal));
}
