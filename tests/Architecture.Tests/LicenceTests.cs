using System.Text.Json;
using System.Xml.Linq;

namespace FlowLang.Architecture.Tests;

/// <summary>Every package that is used or shipped is listed in docs/licences.md under a licence that MIT software can be shipped
/// with.</summary>
public sealed class LicenceTests
{
    private static readonly string[] s_accepted = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "blessing", "MS-PL"];

    [Fact]
    public void Every_package_has_an_accepted_licence()
    {
        Dictionary<string, string> listed = Repository.Read("docs/licences.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.Contains("---", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1], cells => cells[2]);
        Rule.Holds(
            "docs/licences.md lists each package with its licence",
            Packages().Where(package => !listed.TryGetValue(package, out string? licence) || !s_accepted.Contains(licence))
                .Select(package => $"{package}: {listed.GetValueOrDefault(package, "not listed")}"));
    }

    private static SortedSet<string> Packages()
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (XElement package in XDocument.Load(Repository.Absolute("Directory.Packages.props")).Descendants("PackageVersion"))
        {
            names.Add((string?)package.Attribute("Include") ?? "");
        }

        foreach (string path in Repository.Files("packages.lock.json").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)))
        {
            using JsonDocument locked = JsonDocument.Parse(Repository.Read(path));
            foreach (JsonProperty framework in locked.RootElement.GetProperty("dependencies").EnumerateObject())
            {
                names.UnionWith(framework.Value.EnumerateObject()
                    .Where(package => package.Value.GetProperty("type").GetString() != "Project")
                    .Select(package => package.Name));
            }
        }

        return names;
    }
}
