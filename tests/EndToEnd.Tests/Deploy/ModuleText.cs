using System.Text.RegularExpressions;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>A block at a file's top: `variable "name" { … }`. `terraform fmt` puts its end at the line's start.</summary>
internal sealed record ModuleBlock(string File, string Kind, string Name, string Body)
{
    /// <summary>The value of an attribute of the block itself, as written; null where it has none.</summary>
    public string? Attribute(string name)
    {
        Match found = Regex.Match(Body, $"^  {name} += (.+)$", RegexOptions.Multiline);
        return found.Success ? found.Groups[1].Value : null;
    }
}

/// <summary>The formatted text of one module's files, taken apart into blocks.</summary>
internal static partial class ModuleText
{
    public static ModuleBlock[] Read(string folder) =>
    [
        .. from file in Directory.GetFiles(folder, "*.tf").Order(StringComparer.Ordinal)
           from Match block in Block().Matches(File.ReadAllText(file))
           select new ModuleBlock(
               Path.GetFileName(file), block.Groups["kind"].Value, block.Groups["name"].Value.Trim().Trim('"'), block.Groups["body"].Value),
    ];

    [GeneratedRegex(
        """^(?<kind>\w+)(?<name>(?: "[^"\n]+")*) \{(?:\n(?<body>.*?)^\}|\s*\}|(?<body>[^\n]+)\})$""",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
