namespace FlowLang.Fuzz;

/// <summary>The real programs of the repository: baselines and examples, in an order that is the same everywhere.</summary>
internal static class ProgramCorpus
{
    private static readonly Lazy<string[]> s_programs = new(Read);

    public static string Pick(Random random) => s_programs.Value[random.Next(s_programs.Value.Length)];

    private static string[] Read()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlowLang.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of the repository");
        }

        string[] folders = [.. new[] { "tests/Baselines", "examples" }.Select(name => Path.Combine(folder, name)).Where(Directory.Exists)];
        return
        [
            .. folders.SelectMany(inner => Directory.EnumerateFiles(inner, "*.flow", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText),
        ];
    }
}
