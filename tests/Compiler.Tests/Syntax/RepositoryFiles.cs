using System.Text.RegularExpressions;

namespace FlowLang.Compiler.Tests.Syntax;

/// <summary>Finds the files of the repository that tests read.</summary>
internal static partial class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The fenced `flow` blocks of a page.</summary>
    public static IReadOnlyList<string> FlowBlocks(string path) => [.. FlowBlock().Matches(Read(path)).Select(m => m.Groups[1].Value)];

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "FlowLang.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("the tests run outside of the repository");
    }

    [GeneratedRegex("^```flow\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FlowBlock();
}
