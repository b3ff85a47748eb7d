using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Package;

/// <summary>What `flowc build --package` makes: the same bytes each time, and a bill of what is in it.</summary>
public sealed class PackageTests(SmallPackage small) : IClassFixture<SmallPackage>
{
    [Fact]
    public async Task Two_builds_in_two_places_make_the_same_package_and_its_bill_tells_every_file_of_it()
    {
        using TemporaryFolder folder = new();
        foreach (string place in (string[])["one", "another/place"])
        {
            RepositoryRoot.Copy(SmallPackage.Workspace, folder[place + "/platform"]);
            CommandResult built = await Command.FlowcAsync(
                folder[place], "build", "platform", "-o", "out", "--package", "--env", "prod");
            Assert.True(built.ExitCode == 0, built.ToString());
        }

        byte[] package = await File.ReadAllBytesAsync(folder["one/out/platform.tar.gz"]);
        string sum = Convert.ToHexStringLower(SHA256.HashData(package));
        Assert.Equal(package, await File.ReadAllBytesAsync(folder["another/place/out/platform.tar.gz"]));
        Assert.Equal($"{sum}  platform.tar.gz\n", await File.ReadAllTextAsync(folder["one/out/platform.tar.gz.sha256"]));

        Dictionary<string, string> files = Content(package);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllBytesAsync(folder["one/out/platform.sbom.json"]));
        JsonElement bill = document.RootElement;
        Assert.Equal(("CycloneDX", "1.6"), (bill.GetProperty("bomFormat").GetString(), bill.GetProperty("specVersion").GetString()));
        JsonElement program = bill.GetProperty("metadata").GetProperty("component");
        JsonElement[] packages = [.. bill.GetProperty("components").EnumerateArray()];
        Dictionary<string, string> told = Files(packages.Append(program)).ToDictionary();
        files.Remove("platform.sbom.json");
        Assert.Equal(files.OrderBy(f => f.Key), told.OrderBy(f => f.Key));
        Assert.Contains("platform-setup", Files([program]).Select(f => f.Key));
        Assert.DoesNotContain("platform.auto.tfvars.json", files.Keys);
    }

    [Fact]
    public async Task Each_package_of_a_bill_has_its_version_licence_and_address()
    {
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllBytesAsync(small["platform.sbom.json"]));
        using JsonDocument loaded = JsonDocument.Parse(await File.ReadAllBytesAsync(small["platform.deps.json"]));
        JsonElement[] packages = [.. document.RootElement.GetProperty("components").EnumerateArray()];
        string[] libraries = [.. loaded.RootElement.GetProperty("libraries").EnumerateObject().Select(l => l.Name)];
        Assert.Contains("pkg:nuget/Npgsql@", string.Join(' ', packages.Select(p => Text(p, "purl"))), StringComparison.Ordinal);
        Assert.DoesNotContain(packages, p => Text(p, "type") == "framework");
        foreach (JsonElement package in packages)
        {
            string name = Text(package, "name");
            Assert.Contains($"{name}/{Text(package, "version")}", libraries);
            string kind = name.StartsWith("FlowLang.", StringComparison.Ordinal) ? "generic" : "nuget";
            Assert.Equal($"pkg:{kind}/{name}@{Text(package, "version")}", Text(package, "purl"));
            JsonElement licence = Assert.Single(package.GetProperty("licenses").EnumerateArray());
            Assert.NotEmpty(Text(licence.GetProperty("license"), "id"));
        }

        string[] known = [.. packages.Select(p => Text(p, "bom-ref")), "platform"];
        string[] named = [.. document.RootElement.GetProperty("dependencies").EnumerateArray()
            .SelectMany(d => d.GetProperty("dependsOn").EnumerateArray().Select(n => n.GetString() ?? "").Append(Text(d, "ref")))];
        Assert.Empty(named.Except(known));
        Assert.Empty(known.Except(named));
    }

    [SkippableFact]
    public async Task Its_unit_is_hardened_and_its_script_has_no_fault()
    {

        // The exposure of a unit without any hardening is 9.6.
        CommandResult exposure = await Tool.Require("systemd-analyze").RunAsync(
            small.Folder, "security", "--offline=true", "--threshold=20", "platform.service");
        Assert.True(exposure.ExitCode == 0, exposure.ToString());
        CommandResult checkedScript = await Tool.Require("shellcheck").RunAsync(small.Folder, "--shell=sh", "platform-setup");
        Assert.True(checkedScript.ExitCode == 0, checkedScript.ToString());
    }

    [Fact]
    public async Task A_container_is_made_of_the_package_and_nothing_else()
    {
        string[] lines = await File.ReadAllLinesAsync(small["Containerfile"]);
        IEnumerable<string> ours = lines.Where(
            l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.StartsWith("COPY --from", StringComparison.Ordinal));
        string[] copied = [.. ours.SelectMany(l => l.Split(' ')[1..^1])];

        Assert.Equal(["platform.tar.gz", "platform.tar.gz.sha256"], copied);
        Assert.All(copied, file => Assert.True(File.Exists(small[file])));
        Assert.All(
            lines.Where(l => l.StartsWith("FROM ", StringComparison.Ordinal) && !l.StartsWith("FROM machine", StringComparison.Ordinal)),
            line => Assert.Matches(@"^FROM \S+:[^\s:]*\d[^\s:]*( AS \w+)?$", line));
        Assert.Contains(lines, l => l.Contains("sha256sum -c platform.tar.gz.sha256 && ", StringComparison.Ordinal));
        Assert.Contains("USER 10001:10001", lines);
        Assert.Contains("ENTRYPOINT [\"/opt/platform/platform\"]", lines);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static IEnumerable<KeyValuePair<string, string>> Files(IEnumerable<JsonElement> components) =>
        from component in components
        from file in component.GetProperty("components").EnumerateArray()
        select KeyValuePair.Create(Text(file, "name"), Text(file.GetProperty("hashes")[0], "content"));

    private static Dictionary<string, string> Content(byte[] package)
    {
        Dictionary<string, string> files = [];
        using GZipStream zip = new(new MemoryStream(package), CompressionMode.Decompress);
        using TarReader tar = new(zip);
        while (tar.GetNextEntry() is { } entry)
        {
            Assert.StartsWith("platform/", entry.Name, StringComparison.Ordinal);
            Assert.Equal(DateTimeOffset.UnixEpoch, entry.ModificationTime);
            files[entry.Name["platform/".Length..]] = Convert.ToHexStringLower(SHA256.HashData(entry.DataStream ?? Stream.Null));
        }

        return files;
    }
}
