using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Package;

/// <summary>The script of a package in an empty root without .NET: what it installs serves, and a failure leaves what was there.</summary>
public sealed class SetupTests : IDisposable
{
    private const string Town = """
        source made: { n: int64 @key } from generator { rows: 3, columns: { n: sequence(1) } }
        connection lake: files { root: "." }
        pipeline often { write made to lake.csv("often.csv") schedule: every(1s) }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_package_is_installed_upgraded_taken_back_and_removed_and_a_bad_one_changes_nothing()
    {
        using PackageRoot root = PackageRoot.Require(_folder);
        string first = await PackAsync(root, "first", Town);
        string second = await PackAsync(root, "second", Town + "\nparam more: int32 = 1");
        string broken = await PackAsync(root, "broken", Town + """

            secret key = env("KEY")
            connection pg: postgres { host: "db.invalid", user: "u", password: key }
            pipeline late { write made to pg.table("t") { mode: upsert } }
            """);

        await RefusesAsync(root, "it is not installed, and what runs is left alone", "install", "/package/first.tar.gz", second);
        await RefusesAsync(root, "is no SHA-256", "install", "/package/first.tar.gz", "sum");
        await RefusesAsync(root, "is not installed: install it", "upgrade", "/package/first.tar.gz");
        string cut = Cut(root);
        await RefusesAsync(root, "can't be unpacked", "install", "/package/cut.tar.gz", cut);
        CommandResult failed = await root.SetupAsync("install", "/package/broken.tar.gz");
        Assert.True(failed.ExitCode == 1 && failed.Errors.Contains("does not start", StringComparison.Ordinal), failed.ToString());
        Assert.False(Directory.Exists(root["opt/town"]) || File.Exists(root["etc/systemd/system/town.service"]));

        await DoesAsync(root, "serving: " + first, "install", "/package/first.tar.gz");
        await UntilAsync(() => File.Exists(root["var/lib/town/often.csv"]), root);
        CommandResult verified = await root.RunAsync("systemd-analyze", "verify", "/etc/systemd/system/town.service");
        Assert.True(verified is { ExitCode: 0, Errors: "" }, verified.ToString());

        await DoesAsync(root, "stopping: runs may end", "upgrade", "/package/second.tar.gz");
        Assert.Contains("no run is started any more", root.Log, StringComparison.Ordinal);
        Assert.Equal((second, first), (root.Release("current"), root.Release("previous")));

        failed = await root.SetupAsync("upgrade", "/package/broken.tar.gz");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("the release before runs again", failed.Errors, StringComparison.Ordinal);
        Assert.Equal((second, first), (root.Release("current"), root.Release("previous")));
        Assert.True(root.IsServed() && !Directory.Exists(root["opt/town/releases/" + broken]), root.Log);

        await DoesAsync(root, "serving: " + first, "rollback");
        Assert.Equal((first, second), (root.Release("current"), root.Release("previous")));
        await DoesAsync(root, "stay in /var/lib/town", "uninstall");
        Assert.False(root.IsServed() || Directory.Exists(root["opt/town"]) || File.Exists(root["etc/systemd/system/town.service"]));
        Assert.True(File.Exists(root["var/lib/town/town.ledger.db"]));
        await DoesAsync(root, "are gone", "uninstall", "--purge");
        Assert.False(Directory.Exists(root["var/lib/town"]));
    }

    /// <returns>The package's SHA-256; it lies under `/package/NAME.tar.gz`.</returns>
    private async Task<string> PackAsync(PackageRoot root, string name, string program)
    {
        _folder.Write($"{name}/town/main.flow", program);
        string output = _folder[name + "-out"];
        CommandResult built = await Command.FlowcAsync(_folder.Path, "build", _folder[$"{name}/town"], "-o", output, "--package");
        Assert.True(built.ExitCode == 0, built.ToString());
        File.Copy(Path.Combine(output, "town.tar.gz"), root[$"package/{name}.tar.gz"]);
        File.Copy(Path.Combine(output, "town.tar.gz.sha256"), root[$"package/{name}.tar.gz.sha256"]);
        File.Copy(Path.Combine(output, "town-setup"), root["package/town-setup"], overwrite: true);
        return (await File.ReadAllTextAsync(root[$"package/{name}.tar.gz.sha256"])).Split(' ')[0];
    }

    // A package that came through in part, with a sum that somebody made of that part.
    private static string Cut(PackageRoot root)
    {
        byte[] half = File.ReadAllBytes(root["package/first.tar.gz"])[..^4096];
        File.WriteAllBytes(root["package/cut.tar.gz"], half);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(half));
    }

    private static async Task RefusesAsync(PackageRoot root, string message, params string[] arguments)
    {
        CommandResult result = await root.SetupAsync(arguments);
        Assert.True(result.ExitCode == 2 && result.Errors.Contains(message, StringComparison.Ordinal), result.ToString());
        Assert.False(Directory.Exists(root["opt/town"]), result.ToString());
    }

    private static async Task DoesAsync(PackageRoot root, string message, params string[] arguments)
    {
        CommandResult result = await root.SetupAsync(arguments);
        Assert.True(result.ExitCode == 0 && result.Output.Contains(message, StringComparison.Ordinal), $"{result}\n{root.Log}");
    }

    private static async Task UntilAsync(Func<bool> isSeen, PackageRoot root)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        while (!isSeen())
        {
            Assert.False(limit.IsCancellationRequested, root.Log);
            await Task.Delay(20);
        }
    }
}
