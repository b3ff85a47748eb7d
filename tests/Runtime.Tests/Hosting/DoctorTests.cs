namespace FlowLang.Runtime.Tests.Hosting;

/// <summary><c>doctor</c>: everything a run needs, and what is missing.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly HostedProgram _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Doctor_says_what_is_missing()
    {
        ScriptedProgram program = new ScriptedProgram { WithSecret = true }.Add(new("a", "m.flow", 1), HostedProgram.CopyAsync);
        (int exit, string output, _) = await _host.RunAsync(program, "doctor");
        Assert.Equal(2, exit);
        Assert.Contains("FAIL  secret pw", output, StringComparison.Ordinal);
        _host.Variables["TEST_PW"] = "x";
        (exit, output, string error) = await _host.RunAsync(program, "doctor");
        Assert.Equal(1, exit);
        Assert.Contains("RT2001", error, StringComparison.Ordinal);
        _host.Box.Write("t.csv", "a\n1\n");
        (exit, output, _) = await _host.RunAsync(program, "doctor");
        Assert.Equal(0, exit);
        Assert.Contains("ok    a: source lake.csv(\"t.csv\"): has the columns", output, StringComparison.Ordinal);
    }
}
