using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>The script that installs the program on a machine, with commands in place of those that would change this one.</summary>
public sealed class InstallTests : IDisposable
{
    private static readonly string[] s_changing =
        ["mountpoint", "mount", "blkid", "mkfs.ext4", "resize2fs", "useradd", "chown", "systemctl"];

    private readonly TemporaryFolder _folder = new();

    public InstallTests()
    {
        Fake("curl", """
            for argument; do [[ $last == -o ]] && out=$argument; last=$argument; done
            case $last in
              *metadata*) echo '{"access_token":"t0ken","expires_in":3599}' ;;
              */b/artifacts/o/taxi%2F1.tar.gz*) grep -q 't0ken' && cp "$FLOW_PACKAGE" "$out" ;;
              *) exit 22 ;;
            esac
            """);
        foreach (string command in s_changing)
        {
            Fake(command, $"echo \"{command} $*\" >>\"$FLOW_CALLS\"\n[[ {command} != mountpoint ]]");
        }

        Fake("id", "exit 1");
        _folder.Write("calls", "");
    }

    private string Calls => File.ReadAllText(_folder["calls"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_package_with_another_hash_is_refused_before_anything_is_touched()
    {
        CommandResult result = await InstallAsync(Pack("echo one"), new string('0', 64));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("it is not installed, and what ran before is left alone", result.Output, StringComparison.Ordinal);
        Assert.Equal("", Calls);
        Assert.False(Directory.Exists(_folder["root"]));
    }

    [Fact]
    public async Task The_package_that_was_meant_runs_with_the_deployment_s_arguments()
    {
        string package = Pack("printf '%s|' \"$@\"");
        CommandResult result = await InstallAsync(package, Hash(package));
        CommandResult run = await Command.RunAsync(_folder["root/opt/taxi/bin/run"], _folder.Path, ["none", "hourly"]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("systemctl enable --now taxi.service", Calls, StringComparison.Ordinal);
        Assert.Equal("[Unit]", await File.ReadAllTextAsync(_folder["root/etc/systemd/system/taxi.service"]));
        Assert.Equal(
            "run|hourly|--log|json|--ledger|/var/lib/taxi/taxi.ledger.db|--data|/var/lib/taxi/data|--env|prod it's|", run.Output);
        Assert.Equal("PG_PASSWORD=projects/nyc/secrets/pg-password\n", await File.ReadAllTextAsync(_folder["root/opt/taxi/secrets"]));
    }

    [Fact]
    public async Task A_release_that_is_refused_leaves_the_one_before()
    {
        string package = Pack("echo one");
        await InstallAsync(package, Hash(package));
        await InstallAsync(Pack("echo two"), new string('f', 64));
        CommandResult run = await Command.RunAsync(_folder["root/opt/taxi/current/taxi"], _folder.Path, []);

        Assert.Equal("one\n", run.Output);
    }

    [Fact]
    public async Task A_unit_that_a_release_no_longer_has_is_stopped_and_removed()
    {
        string old = _folder.Write("root/etc/systemd/system/taxi-daily.timer", "[Timer]");
        string package = Pack("echo one");
        await InstallAsync(package, Hash(package));

        Assert.Contains("systemctl disable --now taxi-daily.timer", Calls, StringComparison.Ordinal);
        Assert.False(File.Exists(old));
    }

    [Theory]
    [InlineData("hour", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}$")]
    [InlineData("day", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    [InlineData("week", "^[0-9]{4}-W[0-9]{2}$")]
    [InlineData("month", "^[0-9]{4}-[0-9]{2}$")]
    public async Task A_timer_runs_the_last_whole_interval(string unit, string form)
    {
        string package = Pack("printf '%s\\n' \"$@\"");
        await InstallAsync(package, Hash(package));
        CommandResult run = await Command.RunAsync(_folder["root/opt/taxi/bin/run"], _folder.Path, [unit, "hourly"]);

        Assert.Equal("--interval", run.Output.Split('\n')[2]);
        Assert.Matches(form, run.Output.Split('\n')[3]);
    }

    private Task<CommandResult> InstallAsync(string package, string hash)
    {
        static string Text(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        string File(string name) => Text(System.IO.File.ReadAllText(Path.Combine(Terraform.Modules, "modules/runner/files", name)));
        return Command.RunAsync("bash", _folder.Path, [Path.Combine(Terraform.Modules, "modules/runner/files/install.sh")],
            new Dictionary<string, string>
            {
                ["PATH"] = _folder["fakes"] + ":" + Environment.GetEnvironmentVariable("PATH"),
                ["FLOW_CALLS"] = _folder["calls"],
                ["FLOW_PACKAGE"] = package,
                ["FLOW_ROOT"] = _folder["root"],
                ["FLOW_NAME"] = "taxi",
                ["FLOW_PROJECT"] = "nyc",
                ["FLOW_ARTIFACT"] = "gs://artifacts/taxi/1.tar.gz",
                ["FLOW_SHA256"] = hash,
                ["FLOW_ARGUMENTS"] = Text("--env\nprod it's"),
                ["FLOW_SECRETS"] = "PG_PASSWORD=pg-password",
                ["FLOW_UNITS"] = "taxi.service=" + Text("[Unit]"),
                ["FLOW_WRAPPER"] = File("wrapper.sh"),
                ["FLOW_READER"] = File("secrets.sh"),
                ["FLOW_HEARTBEAT"] = File("heartbeat.sh"),
                ["FLOW_AGENT"] = File("agent.yaml"),
            });
    }

    /// <summary>A package as `flowc build --package` makes them, of a program that is a shell script.</summary>
    private string Pack(string script)
    {
        string path = _folder[$"{Guid.NewGuid():N}.tar.gz"];
        using FileStream file = File.Create(path);
        using GZipStream zip = new(file, CompressionLevel.Fastest);
        using TarWriter tar = new(zip, TarEntryFormat.Ustar);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "taxi/taxi")
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes($"#!/usr/bin/env bash\n{script}\n")),
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        });
        return path;
    }

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private void Fake(string command, string body)
    {
        string path = _folder.Write($"fakes/{command}", $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
