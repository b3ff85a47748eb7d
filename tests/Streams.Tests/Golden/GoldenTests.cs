using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Golden;

/// <summary>
/// Streams on a virtual clock. Each folder of Cases has a program, a script (see <see cref="GoldenRun"/>) and what comes of it;
/// FLOW_ACCEPT=1 writes that anew.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateDirectories(Folder()).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rows_leave_when_and_as_the_golden_file_says(string name)
    {
        string folder = Path.Combine(Folder(), name);
        CompiledProgram program = CompiledProgram.Of(await File.ReadAllTextAsync(Path.Combine(folder, "main.flow")));
        string[] script = await File.ReadAllLinesAsync(Path.Combine(folder, "script.txt"));
        string golden = Path.Combine(folder, "rows.txt");
        string one = await new GoldenRun(program, partitions: 2, lanes: 1).PlayAsync(script);
        string two = await new GoldenRun(program, partitions: 2, lanes: 2).PlayAsync(script);
        if (Environment.GetEnvironmentVariable("FLOW_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(golden, one);
        }

        Assert.Equal(await File.ReadAllTextAsync(golden), one);
        Assert.Equal(one, two);
    }

    private static string Folder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FlowLang.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "Streams.Tests", "Golden", "Cases");
            }
        }

        throw new InvalidOperationException("FlowLang.sln is in no folder above the tests");
    }
}
