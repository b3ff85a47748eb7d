using System.Text;

namespace FlowLang.Compiler.Tests.Baselines;

/// <summary>Compares golden files with what was made now, or accepts it.</summary>
internal static class BaselineFolder
{
    private const string Accept = "FLOW_ACCEPT=1 dotnet test tests/Compiler.Tests --filter Baselines";

    private static readonly string[] s_inputs = [".flow", ".lock"];

    public static string Root { get; } = Path.Combine(FindRepository(), "tests", "Baselines");

    public static void Compare(string folder, IReadOnlyDictionary<string, string> made)
    {
        string[] golden = [.. Directory.GetFiles(folder).Where(
            path => !s_inputs.Contains(Path.GetExtension(path))).Select(path => Path.GetFileName(path))];
        if (Environment.GetEnvironmentVariable("FLOW_ACCEPT") == "1")
        {
            Write(folder, golden.Except(made.Keys), made);
            return;
        }

        StringBuilder differences = new();
        foreach (string missing in golden.Except(made.Keys))
        {
            differences.AppendLine($"{missing}: no stage makes it any more");
        }

        foreach ((string file, string text) in made)
        {
            string path = Path.Combine(folder, file);
            string before = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
            if (before != text)
            {
                differences.AppendLine($"{file}, line {FirstDifference(before, text)}");
            }
        }

        Assert.True(differences.Length == 0, $"{Path.GetFileName(folder)} is not as it was; if it is right now: {Accept}\n{differences}");
    }

    private static void Write(string folder, IEnumerable<string> gone, IReadOnlyDictionary<string, string> made)
    {
        foreach (string file in gone)
        {
            File.Delete(Path.Combine(folder, file));
        }

        foreach ((string file, string text) in made)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }
    }

    private static string FirstDifference(string before, string now)
    {
        string[] old = before.Split('\n');
        string[] made = now.Split('\n');
        int line = old.Zip(made).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{line + 1}:\n  was: {old.ElementAtOrDefault(line) ?? "(end)"}\n  now: {made.ElementAtOrDefault(line) ?? "(end)"}";
    }

    private static string FindRepository()
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
