using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>What a run on one bad file said, and what it left.</summary>
public sealed record FileRun(TemporaryFolder Data, CommandResult Result) : IDisposable
{
    /// <summary>All of its words.</summary>
    public string Said => Result.Output + Result.Errors;

    /// <summary>Ended with the exit code, said these words, and left nothing that a reader could take for a result.</summary>
    public void Refused(int exitCode, params string[] words)
    {
        Assert.True(Result.ExitCode == exitCode, Result.ToString());
        foreach (string word in words)
        {
            Assert.True(Said.Contains(word, StringComparison.Ordinal), $"`{word}` is not in\n{Result}");
        }

        Assert.DoesNotContain("   at ", Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Said, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(Data["out"]) ? Directory.GetFiles(Data["out"], "*", SearchOption.AllDirectories) : []);
    }

    /// <summary>Ended well with this output.</summary>
    public void Wrote(string rows)
    {
        Assert.True(Result.ExitCode == 0, Result.ToString());
        Assert.Equal(rows.ReplaceLineEndings("\n"), File.ReadAllText(Data["out/rows.csv"]).ReplaceLineEndings("\n"));
    }

    public void Dispose() => Data.Dispose();
}
