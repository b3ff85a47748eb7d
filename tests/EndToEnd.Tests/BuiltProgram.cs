using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests;

/// <summary>A workspace that flowc built, run as the executable that it is.</summary>
public sealed class BuiltProgram
{
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
        CommandResult built = await Command.FlowcAsync(folder, "build", workspace, "-o", output, "--framework-dependent");
        Assert.True(built.ExitCode == 0, built.ToString());
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(workspace));
        return new BuiltProgram(Path.Combine(output, name), folder);
    }

    /// <summary>Builds one file of text.</summary>
    public static Task<BuiltProgram> FromTextAsync(TemporaryFolder folder, string program)
    {
        folder.Write("ws/main.flow", program);
        return CreateAsync(folder["ws"], folder.Path);
    }

    public Task<CommandResult> RunAsync(params string[] arguments) =>
        Command.RunAsync(Executable, Folder, ["run", .. arguments], Variables);
}
