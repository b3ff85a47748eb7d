using FlowLang.EndToEnd.Tests.Build;
using FlowLang.EndToEnd.Tests.Package;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>`flowc deploy --plan` as an operator calls it: a release against the one before, kept in each way that it takes.</summary>
public sealed class DeployPlanTests : IDisposable
{
    private static readonly string s_release = RepositoryRoot.File("tests", "EndToEnd.Tests", "Deploy", "release");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_release_is_compared_with_what_is_kept_of_the_one_before()
    {
        RepositoryRoot.Copy(RepositoryRoot.File("tests", "EndToEnd.Tests", "Deploy", "platform"), _folder["platform"]);
        foreach (string[] git in new string[][]
        {
            ["init", "-q"], ["add", "."], ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "one"],
            ["tag", "one"],
        })
        {
            CommandResult done = await Tool.Require("git").RunAsync(_folder.Path, git);
            Assert.True(done.ExitCode == 0, done.ToString());
        }

        CommandResult built = await Command.FlowcAsync(
            _folder.Path, "build", "platform", "-o", "one", "--framework-dependent", "--package", "--env", "prod");
        Assert.True(built.ExitCode == 0, built.ToString());
        CommandResult same = await PlanAsync("one");
        Assert.True(same.ExitCode == 0, same.ToString());
        Assert.EndsWith("verdict: safe (nothing changes)\n", same.Output, StringComparison.Ordinal);

        File.Copy(Path.Combine(s_release, "main.flow"), _folder["platform/main.flow"], overwrite: true);
        string variables = await File.ReadAllTextAsync(_folder["one/platform.auto.tfvars.json"]);
        _folder.Write("deployed.json", "{\"deployed\": {\"value\": " + variables + "}}");
        string[] plans = [];
        foreach (string[] against in new string[][] { ["one"], ["one/platform.tar.gz", "--against", "deployed.json"], ["one^{commit}"] })
        {
            CommandResult plan = await PlanAsync(against);
            Assert.True(plan.ExitCode == 5, plan.ToString());
            plans = [.. plans, string.Join('\n', plan.Output.Split('\n')[1..])];
        }

        string expected = Path.Combine(s_release, "plan.txt");
        if (Environment.GetEnvironmentVariable("FLOW_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(expected, plans[0]);
        }

        Assert.Equal(await File.ReadAllTextAsync(expected), plans[0]);
        Assert.Equal([plans[0]], plans.Distinct());

        CommandResult infrastructure = await PlanAsync("deployed.json", "--format", "json");
        Assert.Contains("\"not_compared\": [\n    \"the program\"\n  ]", infrastructure.Output, StringComparison.Ordinal);
        await RefusesAsync("say what is deployed", "deploy", "platform", "--plan", "--env", "prod");
        await RefusesAsync("flowc deploys nothing by itself", "deploy", "platform", "--env", "prod");
        await RefusesAsync("choose a deployment with --env (dev, prod)", "deploy", "platform", "--plan", "--against", "one");
        await RefusesAsync("is neither a file nor a revision", "deploy", "platform", "--plan", "--env", "prod", "--against", "two");
        await RefusesAsync(
            "tells nothing of a release", "deploy", "platform", "--plan", "--env", "prod", "--against", "one/platform.deps.json");
    }

    private Task<CommandResult> PlanAsync(params string[] against) =>
        Command.FlowcAsync(_folder.Path, ["deploy", "platform", "--plan", "--env", "prod", "--against", .. against]);

    private async Task RefusesAsync(string message, params string[] arguments)
    {
        CommandResult result = await Command.FlowcAsync(_folder.Path, arguments);
        Assert.True(result.ExitCode == 2 && result.Errors.Contains(message, StringComparison.Ordinal), result.ToString());
    }
}
