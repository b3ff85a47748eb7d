using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Package;

/// <summary>A program of the machine that checks something.</summary>
internal sealed class Tool(string path)
{
    /// <summary>Skips the test by name where there is none, and fails it where the environment says that there must be one.</summary>
    public static Tool Require(string name)
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        string reason = $"needs {name}: it is not installed";
        Assert.False(found is null && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", reason);
        Skip.If(found is null, reason);
        return new Tool(found ?? "");
    }

    public Task<CommandResult> RunAsync(string folder, params string[] arguments) => Command.RunAsync(path, folder, arguments);
}
