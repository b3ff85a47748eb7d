using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Package;

/// <summary>A package without the .NET runtime, built once for tests that only look at it.</summary>
public sealed class SmallPackage : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public static string Workspace { get; } = RepositoryRoot.File("tests", "EndToEnd.Tests", "Deploy", "platform");

    public string Folder => _folder["out"];

    public string this[string file] => _folder["out/" + file];

    public async Task InitializeAsync()
    {
        CommandResult built = await Command.FlowcAsync(
            _folder.Path, "build", Workspace, "-o", "out", "--package", "--framework-dependent");
        Assert.True(built.ExitCode == 0, built.ToString());
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
