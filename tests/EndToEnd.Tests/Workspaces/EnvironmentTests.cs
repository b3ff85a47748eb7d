using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Workspaces;

/// <summary>Parameters, environments and modules from the files of a workspace to the rows of a run.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private const string Main = """
        import { fee as rate_of_fee, priced, Trip } from "./shared/rules.flow"
        import { env } from "./shared/settings.flow"
        connection lake: files { root: "." }
        source trips: Trip from lake.csv("trips.csv")
        transform out = from trips | call priced(rate: 0.500) | derive env = env, fee = rate_of_fee, day = since
        param since: date = 2024-01-01
        pipeline p { write out order by id to lake.csv("out.csv") }
        environment prod { env: "prod", fee: 0.030, since: 2024-06-30 }
        environment dev { env: "dev" }

        """;

    private readonly TemporaryFolder _folder = new();

    public EnvironmentTests()
    {
        _folder.Write("ws/main.flow", Main);
        _folder.Write("ws/shared/settings.flow", "param env: text in [\"dev\", \"prod\"] = \"dev\"\n");
        _folder.Write("ws/shared/rules.flow", """
            type Trip = { id: int64 @key, fare: decimal(8, 2) }
            param fee: decimal(4, 3) = 0.025
            transform priced(rate: decimal(4, 3), rows: relation<Trip>) = from rows | derive price = round(fare * rate, 2)

            """);
        _folder.Write("ws/trips.csv", "id,fare\n1,10.00\n2,5.00\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1,10.00,5.00,dev,0.025,2024-01-01")]
    [InlineData("1,10.00,5.00,prod,0.030,2024-06-30", "--env", "prod")]
    [InlineData("1,10.00,5.00,prod,0.030,2024-06-30", "--environment", "prod")]
    [InlineData("1,10.00,5.00,dev,0.025,2024-01-01", "--env", "dev")]
    [InlineData("1,10.00,5.00,dev,0.030,2024-06-30", "--env", "prod", "--param", "env=dev")]
    [InlineData("1,10.00,5.00,dev,0.125,2020-02-29", "--param", "fee=0.125", "--param", "since=2020-02-29")]
    public async Task What_is_given_stands_over_the_environment_and_that_over_the_default(string row, params string[] arguments)
    {
        CommandResult run = await Command.FlowcAsync(_folder.Path, ["run", "ws", .. arguments]);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(row, (await File.ReadAllLinesAsync(_folder["ws/out.csv"]))[1]);
    }

    [Fact]
    public async Task The_executable_takes_the_same_options_and_says_what_it_does_not_know()
    {
        File.Copy(_folder["ws/trips.csv"], _folder["trips.csv"]);
        BuiltProgram program = await BuiltProgram.CreateAsync(_folder["ws"], _folder.Path);
        CommandResult run = await program.RunAsync("p", "--env", "prod", "--param", "env=dev");
        CommandResult unknown = await program.RunAsync("--env", "staging");
        CommandResult wrong = await program.RunAsync("--param", "env=staging");
        CommandResult untyped = await program.RunAsync("--param", "since=yesterday");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("2,5.00,2.50,dev,0.030,2024-06-30", (await File.ReadAllLinesAsync(_folder["out.csv"]))[2]);
        Assert.Equal((2, 2, 2), (unknown.ExitCode, wrong.ExitCode, untyped.ExitCode));
        Assert.Contains("RT1006", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("prod, dev", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("RT1003", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("RT1003", untyped.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_takes_an_environment()
    {
        CommandResult shown = await Command.FlowcAsync(_folder.Path, "show", "out", "ws", "--env", "prod");

        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Contains("0.030", shown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("environment prod { env: \"staging\" }", "does not allow this value")]
    [InlineData("environment prod { nothing: 1 }", "nothing")]
    [InlineData("environment prod { fee: \"much\" }", "FL3001")]
    public async Task An_environment_is_checked_when_the_program_is(string environment, string message)
    {
        _folder.Write("ws/more.flow", environment);
        CommandResult check = await Command.FlowcAsync(_folder.Path, "check", "ws");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains(message, check.Output, StringComparison.Ordinal);
    }
}
