using FlowLang.Driver.Building;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Packaging;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests;

/// <summary>
/// A workspace that was built from flowc's installation, run as the executable that it is. What `flowc build` does is done here in the
/// test's process, where the compilers are warm; flowc itself is run where a test is of building, and to tell what is wrong.
/// </summary>
public sealed class BuiltProgram
{
    private static readonly Installation Flowc = Installation.In(Path.GetDirectoryName(Command.Flowc) ?? ".");

    private BuiltProgram(string executable, string folder)
    {
        Executable = executable;
        Folder = folder;
    }

    public string Executable { get; }

    /// <summary>Where it runs and keeps its ledger.</summary>
    public string Folder { get; }

    /// <summary>Values that the program's secrets are read from.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Builds into `<paramref name="folder"/>/built`; the program runs in <paramref name="folder"/>.</summary>
    public static async Task<BuiltProgram> CreateAsync(string workspace, string folder)
    {
        string output = Path.Combine(folder, "built");
        if (await Task.Run(() => Build(workspace, output)) is { } executable)
        {
            return new BuiltProgram(executable, folder);
        }

        CommandResult built = await Command.FlowcAsync(folder, "build", workspace, "-o", output, "--framework-dependent");
        throw new InvalidOperationException($"a program is expected to be right: {built}");
    }

    /// <summary>Builds one file of text.</summary>
    public static Task<BuiltProgram> FromTextAsync(TemporaryFolder folder, string program)
    {
        folder.Write("ws/main.flow", program);
        return CreateAsync(folder["ws"], folder.Path);
    }

    // The path of the executable; null where the program has mistakes.
    private static string? Build(string workspace, string output)
    {
        Compilation compilation = Compilation.Create(WorkspaceReader.Read(workspace));
        if (compilation.Emit() is not { } files)
        {
            return null;
        }

        string? deployment = files.Deployments is [var only] ? only.Key : null;
        BuildOptions options = new(output) { IsSelfContained = false };
        return Builder.Build(compilation.BuildInput(files, deployment), options, Flowc, CancellationToken.None).Executable?.Launcher;
    }

    public Task<CommandResult> RunAsync(params string[] arguments) =>
        Command.RunAsync(Executable, Folder, ["run", .. arguments], Variables);
}
