using System.Text.RegularExpressions;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>Rules that the text of each module keeps. Each gives what breaks it.</summary>
internal static partial class ModuleRules
{
    public static readonly IReadOnlyDictionary<string, Func<ModuleBlock[], IEnumerable<string>>> All =
        new Dictionary<string, Func<ModuleBlock[], IEnumerable<string>>>
        {
            ["described variables"] = blocks => Without(blocks, "variable", "description"),
            ["typed variables"] = blocks => Without(blocks, "variable", "type"),
            ["described outputs"] = blocks => Without(blocks, "output", "description"),
            ["used variables"] = UnusedVariables,
            ["pinned versions"] = Unpinned,
            ["no literal place"] = LiteralPlaces,
        };

    /// <summary>`rule: file: what`, for the configuration in a folder.</summary>
    public static IEnumerable<string> Broken(string folder)
    {
        ModuleBlock[] blocks = ModuleText.Read(folder);
        return All.SelectMany(rule => rule.Value(blocks).Select(broken => $"{rule.Key}: {broken}"));
    }

    private static IEnumerable<string> Without(ModuleBlock[] blocks, string kind, string attribute) =>
        from block in blocks
        where block.Kind == kind && block.Attribute(attribute) is null or "\"\""
        select $"{block.File}: {kind} `{block.Name}` has no {attribute}";

    private static IEnumerable<string> UnusedVariables(ModuleBlock[] blocks) =>
        from variable in blocks
        where variable.Kind == "variable"
            && !blocks.Any(b => b != variable && Regex.IsMatch(b.Body, $@"\bvar\.{variable.Name}\b"))
        select $"{variable.File}: variable `{variable.Name}` is used nowhere";

    private static IEnumerable<string> Unpinned(ModuleBlock[] blocks)
    {
        string settings = string.Concat(blocks.Where(b => b.Kind == "terraform").Select(b => b.Body));
        if (!settings.Contains("  required_version = \">= ", StringComparison.Ordinal))
        {
            yield return "terraform's version is not required";
        }

        if (!Pinned().IsMatch(settings))
        {
            yield return "the version of provider google is not pinned to `~> 6.n`";
        }
    }

    private static IEnumerable<string> LiteralPlaces(ModuleBlock[] blocks) =>
        from block in blocks
        where block.Kind is "resource" or "data" or "module" or "provider" or "locals"
        from Match literal in Place().Matches(block.Body)
        select $"{block.File}: {block.Kind} `{block.Name}` has {literal.Value.Trim()}";

    [GeneratedRegex("""source += "hashicorp/google"\s+version = "~> 6\.\d+"$""", RegexOptions.Multiline)]
    private static partial Regex Pinned();

    // A project, region, zone or location by name, or a text that looks like a region or zone wherever it stands.
    [GeneratedRegex(
        """"^\s+(?:project|region|zone|location) += "[^"$]+"|"[a-z]+-[a-z]+[0-9]+(?:-[a-z])?"(?=[\s,\])])"""", RegexOptions.Multiline)]
    private static partial Regex Place();
}
