using System.Text.RegularExpressions;

namespace FlowLang.Architecture.Tests;

/// <summary>Links lead somewhere, nothing is left undone, and the text speaks of the product alone.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] s_text =
        ["*.cs", "*.md", "*.g4", "*.flow", "*.json", "*.yml", "*.props", "*.csproj", "*.scriban", "*.sh", "*.txt", "*.mjs", "run", "long",
        "publish", "regenerate"];

    [Fact]
    public void Links_of_the_documentation_resolve() =>
        Rule.Holds(
            "a relative link names a file, and its anchor a heading",
            from path in Repository.Files("*.md")
            from match in Link().Matches(WithoutCode(Repository.Read(path)))
            let target = match.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            where !Resolves(path, target)
            select $"{path} links to {target}");

    [Fact]
    public void Nothing_is_left_undone() =>
        Rule.Holds(
            "no open ends in the code",
            from file in Repository.Sources
            from line in file.Text.Lines
            let text = line.ToString()
            where Undone().IsMatch(text) && !file.Path.EndsWith("/DocumentationTests.cs", StringComparison.Ordinal)
            select $"{file.Path}:{line.LineNumber + 1} {text.Trim()}");

    [Fact]
    public void No_path_of_a_machine_and_no_host_of_a_registry_is_written_down() =>
        Rule.Holds(
            "the project does not know where it was made",
            from path in s_text.SelectMany(Repository.Files).Distinct()
            where !path.EndsWith("/DocumentationTests.cs", StringComparison.Ordinal)
            from line in File.ReadLines(Repository.Absolute(path)).Index()
            where Machine().IsMatch(line.Item)
            select $"{path}:{line.Index + 1} {Machine().Match(line.Item).Value}");

    private static bool Resolves(string from, string link)
    {
        string[] parts = link.Split('#', 2);
        string folder = Path.GetDirectoryName(from) ?? "";
        string target = parts[0].Length == 0
            ? Repository.Absolute(from)
            : Path.GetFullPath(Path.Combine(Repository.Root, folder, parts[0]));
        if (!Path.Exists(target))
        {
            return false;
        }

        return parts.Length == 1 || !target.EndsWith(".md", StringComparison.Ordinal)
            || Anchors(File.ReadAllText(target)).Contains(parts[1]);
    }

    private static HashSet<string> Anchors(string markdown) =>
        [.. Heading().Matches(WithoutCode(markdown)).Select(
            match => NotSlug().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    private static string WithoutCode(string markdown) =>
        Code().Replace(markdown, match => match.Value.StartsWith("```", StringComparison.Ordinal) ? "" : match.Value);

    [GeneratedRegex(@"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotSlug();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bXXX\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Undone();

    [GeneratedRegex(@"(?<![\w.])/(?:work|root)/|/home/\w+/|[A-Z]:\\Users\\|https?://[\w.-]*(?:npmjs|nuget)[\w.-]*")]
    private static partial Regex Machine();
}
