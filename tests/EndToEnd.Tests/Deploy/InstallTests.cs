using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FlowLang.EndToEnd.Tests.Build;
using FlowLang.EndToEnd.Tests.Package;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>
/// The script that a machine starts with, in a root of its own: disks and the network are stood in for, the package's own script, its
/// unit, and what this adds to it are the real ones.
/// </summary>
public sealed class InstallTests : IDisposable
{
    private const UnixFileMode Runnable = (UnixFileMode)0b111_101_101;

    private static readonly string s_files = Path.Combine(Terraform.Modules, "modules/runner/files");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_machine_serves_the_package_that_was_meant_and_goes_on_with_it_when_another_is_refused_or_does_not_start()
    {
        using PackageRoot root = PackageRoot.Require(_folder);
        Prepare(root);
        string first = Pack(root, "one");

        CommandResult refused = await InstallAsync(root, "one", new string('0', 64), "--env\nprod");
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("it is not installed, and what ran before is left alone", refused.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(root["run/systemctl.calls"]) || Directory.Exists(root["opt/town"]) || File.Exists(root["etc/town.env"]));

        CommandResult installed = await InstallAsync(root, "one", first, "--env\nprod it's \"so\"");
        Assert.True(installed.ExitCode == 0, $"{installed}\n{root.Log}");
        Assert.Equal(
            "one|serve|--log|json|--data|/var/lib/town|--env|prod it's \"so\"|pa\"ss|/var/lib/town|/var/lib/town/tmp\n", root.Log);
        Assert.Equal(
            "/dev/disk/by-id/google-ledger /var/lib/private/town ext4 discard,nosuid,nodev,noexec,nofail 0 2\n",
            await File.ReadAllTextAsync(root["etc/fstab"]));
        Assert.Contains(
            "enable --now town-heartbeat.timer", await File.ReadAllTextAsync(root["run/systemctl.calls"]), StringComparison.Ordinal);
        CommandResult units = await root.RunAsync(
            "systemd-analyze", "verify", "/etc/systemd/system/town.service", "/etc/systemd/system/town-heartbeat.timer");
        Assert.True(units is { ExitCode: 0, Errors: "" }, units.ToString());
        await LivesAsync(root, "{\"severity\":\"INFO\",\"message\":\"heartbeat\",\"program\":\"town\",\"service\":\"active\"}\n");

        string second = Pack(root, "two");
        CommandResult upgraded = await InstallAsync(root, "two", second, "--env\ndev");
        Assert.True(upgraded.ExitCode == 0, $"{upgraded}\n{root.Log}");
        Assert.Contains("one drained\ntwo|serve|--log|json|--data|/var/lib/town|--env|dev|", root.Log, StringComparison.Ordinal);
        Assert.Equal((second, first), (root.Release("current"), root.Release("previous")));

        CommandResult failed = await InstallAsync(root, "broken", Pack(root, "broken"), "--env\nlate");
        Assert.True(failed.ExitCode == 1, failed.ToString());
        Assert.Contains("does not start: journalctl -u town says why", failed.Output, StringComparison.Ordinal);
        Assert.True(root.IsServed() && root.Release("current") == second, root.Log);
        Assert.Contains("|--env|dev|", root.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        Assert.StartsWith("two|", root.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);

        await root.RunAsync("systemctl", "stop", "town.service");
        await LivesAsync(root, "{\"severity\":\"ERROR\",\"message\":\"heartbeat\",\"program\":\"town\",\"service\":\"inactive\"}\n");
    }

    private static async Task LivesAsync(PackageRoot root, string expected)
    {
        CommandResult sign = await root.RunAsync("/opt/town/bin/heartbeat");
        Assert.Equal(expected, sign.Output);
    }

    private static Task<CommandResult> InstallAsync(PackageRoot root, string release, string hash, string arguments)
    {
        static string Text(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        static string Part(string name) => Text(File.ReadAllText(Path.Combine(s_files, name)));
        return root.RunAsync(
            "env", "FLOW_NAME=town", "FLOW_PROJECT=nyc", $"FLOW_ARTIFACT=gs://artifacts/town/{release}.tar.gz", $"FLOW_SHA256={hash}",
            $"FLOW_ARGUMENTS={Text(arguments)}", "FLOW_SECRETS=PG_PASSWORD=pg-password", "FLOW_TRIES=2",
            $"FLOW_SERVICE={Part("service.conf")}", $"FLOW_READER={Part("secrets.sh")}", $"FLOW_HEARTBEAT={Part("heartbeat.sh")}",
            $"FLOW_HEARTBEAT_SERVICE={Part("heartbeat.service")}", $"FLOW_HEARTBEAT_TIMER={Part("heartbeat.timer")}",
            $"FLOW_AGENT={Part("agent.yaml")}", "bash", "/package/install.sh");
    }

    private static void Prepare(PackageRoot root)
    {
        File.Copy(Path.Combine(s_files, "install.sh"), root["package/install.sh"]);
        string secret = Convert.ToBase64String("pa\"ss"u8);
        Fake(root, "curl", $$$"""
            for argument; do [[ ${last:-} == -o ]] && out=$argument; last=$argument; done
            case $last in
              *metadata*) echo '{"access_token":"t0ken","expires_in":3599}' ;;
              *projects/nyc/secrets/pg-password/*) grep -q t0ken && echo '{"payload":{"data":"{{{secret}}}"}}' ;;
              */b/artifacts/o/town%2F*) object=${last##*%2F} && grep -q t0ken && cp "/package/${object%%\?*}" "$out" ;;
              *) exit 22 ;;
            esac
            """);
        foreach (string command in new[] { "mountpoint", "mount", "blkid", "mkfs.ext4", "resize2fs" })
        {
            Fake(root, command, "exit 0");
        }
    }

    /// <summary>A package as `flowc build --package` makes them, of a program that is a script.</summary>
    private static string Pack(PackageRoot root, string release)
    {
        string path = root[$"package/{release}.tar.gz"];
        using (FileStream file = File.Create(path))
        using (GZipStream zip = new(file, CompressionLevel.Fastest))
        using (TarWriter tar = new(zip, TarEntryFormat.Ustar))
        {
            Add(tar, "town", Source("tests/EndToEnd.Tests/Deploy/town.py").Replace("{release}", release, StringComparison.Ordinal));
            Add(tar, "town-setup", Source("compiler/FlowLang.Driver/Packaging/Template/setup")
                .Replace("{name}", "town", StringComparison.Ordinal));
            Add(tar, "town.service", Source("compiler/FlowLang.Emit/CSharp/Templates/Unit.scriban")
                .Replace("{{ name }}", "town", StringComparison.Ordinal));
        }

        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }

    private static string Source(string path) => File.ReadAllText(RepositoryRoot.File(path));

    private static void Add(TarWriter tar, string name, string text) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "town/" + name)
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
            Mode = Runnable,
        });

    private static void Fake(PackageRoot root, string command, string body)
    {
        string path = root[$"fakes/{command}"];
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Runnable);
        }
    }
}
