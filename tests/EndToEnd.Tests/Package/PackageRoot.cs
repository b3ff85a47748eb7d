using System.Globalization;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Package;

/// <summary>A root folder of its own with this machine's /usr and no .NET, in which commands run as root; `enter` makes it.</summary>
internal sealed class PackageRoot : IDisposable
{
    private const string Reason = "needs root, unshare(1) and python3: commands run in a root of their own";

    private static readonly string s_scripts = RepositoryRoot.File("tests", "EndToEnd.Tests", "Package");

    private readonly TemporaryFolder _folder;

    private PackageRoot(TemporaryFolder folder)
    {
        _folder = folder;
        _folder.Write("root/fakes/systemctl", File.ReadAllText(Path.Combine(s_scripts, "systemctl")));
        Directory.CreateDirectory(this["package"]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this["fakes/systemctl"], (UnixFileMode)0b111_101_101);
        }
    }

    /// <summary>A file of the root.</summary>
    public string this[string file] => _folder["root/" + file];

    /// <summary>What the service has said so far.</summary>
    public string Log => File.Exists(this["run/town.service.log"]) ? File.ReadAllText(this["run/town.service.log"]) : "";

    /// <summary>Skips the test by name where that can't be, and fails it where the environment says that it must.</summary>
    public static PackageRoot Require(TemporaryFolder folder)
    {
        bool isMissing = Environment.UserName != "root" || !File.Exists("/usr/bin/unshare") || !File.Exists("/usr/bin/python3");
        Assert.False(isMissing && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
        Skip.If(isMissing, Reason);
        return new PackageRoot(folder);
    }

    public Task<CommandResult> RunAsync(params string[] command) =>
        Command.RunAsync(Path.Combine(s_scripts, "enter"), _folder.Path, [_folder["root"], .. command]);

    /// <summary>The script of the package, as an operator calls it.</summary>
    public Task<CommandResult> SetupAsync(params string[] arguments) => RunAsync(["/package/town-setup", .. arguments]);

    /// <summary>What a link of /opt/town leads to, without the folder of releases.</summary>
    public string? Release(string link) =>
        new FileInfo(this["opt/town/" + link]).LinkTarget is { } target ? target["releases/".Length..] : null;

    /// <summary>Whether the process lives that the unit was started as.</summary>
    public bool IsServed() => Process() is { } process && Directory.Exists($"/proc/{process}");

    public void Dispose()
    {
        if (Process() is { } process)
        {
            try
            {
                using var left = System.Diagnostics.Process.GetProcessById(process);
                left.Kill();
            }
            catch (ArgumentException)
            {
                // It has ended.
            }
        }
    }

    private int? Process() =>
        File.Exists(this["run/town.service.pid"])
        && int.TryParse(File.ReadAllText(this["run/town.service.pid"]), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            ? process
            : null;
}
