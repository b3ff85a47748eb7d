using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Examples;

/// <summary>A copy of one example, to be run where it may write. FLOW_ACCEPT=1 takes what it gives as expected.</summary>
internal sealed class Example : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _expected;

    public Example(string name)
    {
        string original = RepositoryRoot.File("examples", name);
        _expected = Path.Combine(original, "expected");
        Folder = _folder[name];
        foreach (string part in Directory.GetFiles(original, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(original, part);
            if (!relative.Contains("data/out/", StringComparison.Ordinal) && !relative.EndsWith(".db", StringComparison.Ordinal))
            {
                _folder.Write(Path.Combine(name, relative), File.ReadAllText(part));
            }
        }
    }

    public string Folder { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public string this[string file] => Path.Combine(Folder, file);

    public Task<CommandResult> FlowcAsync(params string[] arguments) => Command.RunAsync(Command.Flowc, Folder, arguments, Variables);

    public async Task<CommandResult> SucceedsAsync(params string[] arguments)
    {
        CommandResult result = await FlowcAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    public void Expects(string file, string found)
    {
        string path = Path.Combine(_expected, file);
        if (Environment.GetEnvironmentVariable("FLOW_ACCEPT") == "1")
        {
            Directory.CreateDirectory(_expected);
            File.WriteAllText(path, found);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), found.ReplaceLineEndings("\n"));
    }

    public void Dispose() => _folder.Dispose();
}
