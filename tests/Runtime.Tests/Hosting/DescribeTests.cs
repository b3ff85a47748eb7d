namespace FlowLang.Runtime.Tests.Hosting;

/// <summary><c>describe</c> and <c>--version</c>.</summary>
public sealed class DescribeTests : IDisposable
{
    private readonly HostedProgram _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Describe_and_version_open_nothing()
    {
        ScriptedProgram program = new ScriptedProgram { WithSecret = true }.Add(HostedProgram.Daily());
        (int exit, string output, _) = await _host.RunAsync(program, "describe");
        Assert.Equal(0, exit);
        Assert.Contains("pipeline daily", output, StringComparison.Ordinal);
        Assert.Contains("param env: text in [dev, prod] = dev", output, StringComparison.Ordinal);
        Assert.Equal(program.Manifest, (await _host.RunAsync(program, "describe", "--json")).Out.Trim());
        Assert.Equal("-- load/trips\nSELECT 1", (await _host.RunAsync(program, "describe", "--sql")).Out.Trim());
        Assert.Contains("raw.n", (await _host.RunAsync(program, "describe", "--lineage")).Out, StringComparison.Ordinal);
        (exit, output, _) = await _host.RunAsync(program, "--version");
        Assert.Equal((0, "scripted abcdef0123456789 (compiler 0.1.0)"), (exit, output.Trim()));
        Assert.Contains("--interval", (await _host.RunAsync(program, "run", "--help")).Out, StringComparison.Ordinal);
    }
}
