namespace FlowLang.Runtime.Tests.Hosting;

/// <summary>Command lines that are wrong: exit code 2, and nothing is started.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly HostedProgram _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("RT1008", "run", "nope")]
    [InlineData("RT1000", "runn")]
    [InlineData("RT1000", "run", "--nope")]
    [InlineData("RT1000", "run", "--log", "xml")]
    [InlineData("RT1002", "run", "--param", "nope=1")]
    [InlineData("RT1002", "run", "--param", "env")]
    [InlineData("RT1003", "run", "--param", "env=test")]
    [InlineData("RT1003", "run", "--param", "limit=many")]
    [InlineData("RT1004", "run", "daily")]
    [InlineData("RT1004", "run", "plain", "--interval", "2024-01-01")]
    [InlineData("RT1005", "run", "daily", "--interval", "2024-13-01")]
    [InlineData("RT1005", "run", "daily", "--interval", "2023-12-31")]
    [InlineData("RT1006", "run", "plain", "--environment", "nope")]
    [InlineData("RT1007", "run", "plain", "--memory", "lots")]
    [InlineData("RT1010", "serve")]
    [InlineData("RT1000", "backfill", "daily", "--from", "2024-01-01")]
    [InlineData("RT1000", "backfill", "daily", "--from", "2024-01-01", "--to", "2024-01-03", "--parallel", "0")]
    [InlineData("RT1004", "backfill", "plain", "--from", "2024-01-01", "--to", "2024-01-03")]
    [InlineData("RT1008", "backfill", "nope", "--from", "2024-01-01", "--to", "2024-01-03")]
    [InlineData("RT7012", "backfill", "daily", "--from", "2024-01-03", "--to", "2024-01-03")]
    [InlineData("RT7012", "backfill", "daily", "--from", "2023-12-31", "--to", "2024-01-03")]
    [InlineData("RT7012", "backfill", "daily", "--from", "2024-01-01", "--to", "2024-01-03T05")]
    [InlineData("RT7012", "backfill", "daily", "--from", "2024-01-01", "--to", "9000-01-01")]
    [InlineData("RT7001", "run", "plain", "--ledger", "missing/folder/x.db")]
    public async Task Mistakes_of_usage_exit_with_2_and_start_nothing(string code, params string[] args)
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("plain", "m.flow", 1)).Add(HostedProgram.Daily());
        (int exit, _, string error) = await _host.RunAsync(program, args);
        Assert.Equal(2, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
        Assert.Empty(program.Log);
    }
}
