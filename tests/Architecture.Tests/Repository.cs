namespace FlowLang.Architecture.Tests;

/// <summary>The files of the repository, without what is built or generated.</summary>
internal static class Repository
{
    private static readonly string[] s_skipped =
        ["bin", "obj", "out", "node_modules", ".git", ".vs", "TestResults", "publish-out", "BenchmarkDotNet.Artifacts"];

    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = FindRoot();

    // Lazy, since other threads parse and may not wait for this class's own initialisation.
    private static readonly Lazy<IReadOnlyList<SourceFile>> s_sources =
        new(() => [.. Files("*.cs").Where(path => !IsGenerated(path)).AsParallel().AsOrdered().Select(SourceFile.Read)]);

    /// <summary>Hand-written C#, parsed once.</summary>
    public static IReadOnlyList<SourceFile> Sources => s_sources.Value;

    public static string Absolute(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(Absolute(path));

    /// <summary>Paths relative to the root, with `/`, sorted.</summary>
    public static IReadOnlyList<string> Files(string pattern) =>
        [.. Walk(Root).SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public static bool IsGenerated(string path) => path.Contains("/Generated/", StringComparison.Ordinal) || IsGolden(path);

    /// <summary>What the compiler printed, kept to be compared with.</summary>
    public static bool IsGolden(string path) =>
        path.StartsWith("tests/Baselines/", StringComparison.Ordinal) || path.Contains("/expected/", StringComparison.Ordinal);

    private static IEnumerable<string> Walk(string folder)
    {
        yield return folder;
        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (s_skipped.Contains(Path.GetFileName(child)) || new DirectoryInfo(child).LinkTarget is not null)
            {
                continue;
            }

            foreach (string inner in Walk(child))
            {
                yield return inner;
            }
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FlowLang.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("FlowLang.sln is in no folder above the tests");
    }
}
