namespace FlowLang.Driver.Packaging;

/// <summary>The licence of each package that programs are built from, as docs/licences.md has it.</summary>
internal static class Licences
{
    /// <summary>Of FlowLang itself and of .NET.</summary>
    public const string Own = "MIT";

    private static readonly Lazy<Dictionary<string, string>> s_listed = new(Read);

    /// <summary>An SPDX identifier; null for what is not listed, which tests don't let happen.</summary>
    public static string? Of(string package) => s_listed.Value.GetValueOrDefault(package);

    private static Dictionary<string, string> Read() => ResourceText.Read("FlowLang.Driver.Packaging.licences.md").Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.Contains("---", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .DistinctBy(cells => cells[1])
        .ToDictionary(cells => cells[1], cells => cells[2], StringComparer.Ordinal);
}
