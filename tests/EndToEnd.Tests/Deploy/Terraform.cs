using System.Text.Json;
using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>The real terraform with a stand-in of Google's provider, through the wrapper that FLOW_TERRAFORM names.</summary>
internal sealed class Terraform(string wrapper, TemporaryFolder folder)
{
    private const string Reason = "needs terraform: FLOW_TERRAFORM is not set (path of a script that is called `DIR COMMAND ARGS…`)";

    /// <summary>Our modules.</summary>
    public static string Modules { get; } = RepositoryRoot.File("terraform");

    /// <summary>Every folder with a configuration: the root, bootstrap and modules.</summary>
    public static IEnumerable<string> Configurations { get; } =
    [
        ".", "bootstrap", .. Directory.GetDirectories(Path.Combine(Modules, "modules"))
            .Select(d => "modules/" + Path.GetFileName(d)).Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Skips the test by name where there is no terraform, and fails it where the environment says that there must be one.
    /// </summary>
    /// <param name="folder">Where states and plans are kept.</param>
    public static Terraform Require(TemporaryFolder folder)
    {
        string? found = Environment.GetEnvironmentVariable("FLOW_TERRAFORM");
        bool isMissing = string.IsNullOrEmpty(found);
        Assert.False(isMissing && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
        Skip.If(isMissing, Reason);
        return new Terraform(found ?? "", folder);
    }

    public Task<CommandResult> RunAsync(string configuration, params string[] arguments) => Command.RunAsync(
        wrapper, folder.Path, [configuration, .. arguments],
        new Dictionary<string, string> { ["TF_STATE"] = folder["state/terraform.tfstate"], ["TF_CLI_ARGS"] = "-no-color" });

    /// <summary>A plan as `terraform show -json` prints it.</summary>
    public async Task<JsonElement> PlanAsync(string configuration, params string[] arguments)
    {
        string plan = folder["plan"];
        CommandResult planned = await RunAsync(configuration, ["plan", "-out=" + plan, .. arguments]);
        Assert.True(planned.ExitCode == 0, planned.ToString());
        Assert.DoesNotContain("Warning:", planned.Output, StringComparison.Ordinal);
        CommandResult shown = await RunAsync(configuration, "show", "-json", plan);
        Assert.True(shown.ExitCode == 0, shown.ToString());
        using JsonDocument document = JsonDocument.Parse(shown.Output);
        return document.RootElement.Clone();
    }
}
