using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>The text of the Terraform modules: formatted, valid, and within our own rules, each of which can fail.</summary>
public sealed class ModuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Configurations => [.. Terraform.Configurations];

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Files_are_as_terraform_formats_them()
    {
        CommandResult result = await Terraform.Require(_folder)
            .RunAsync(Terraform.Modules, "fmt", "-check", "-recursive", Terraform.Modules);

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [SkippableFact]
    public async Task Files_that_are_not_so_formatted_are_told()
    {
        Mutate("outputs.tf", "  value       = ", "  value = ");
        CommandResult result = await Terraform.Require(_folder).RunAsync(_folder["tf"], "fmt", "-check", "-recursive", _folder["tf"]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("outputs.tf", result.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Configurations))]
    public async Task Each_configuration_is_valid(string configuration)
    {
        CommandResult result = await Terraform.Require(_folder).RunAsync(Path.Combine(Terraform.Modules, configuration), "validate");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain("Warning:", result.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("outputs.tf", "module.runner.group", "module.runner.groups")]
    [InlineData("main.tf", "  kept_versions     = var.kept_versions\n", "")]
    public async Task What_does_not_fit_together_is_not_valid(string file, string find, string replacement)
    {
        Mutate(file, find, replacement);
        CommandResult result = await Terraform.Require(_folder).RunAsync(_folder["tf"], "validate");

        Assert.NotEqual(0, result.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Each_configuration_keeps_our_rules(string configuration) =>
        Assert.Empty(ModuleRules.Broken(Path.Combine(Terraform.Modules, configuration)));

    [Theory]
    [MemberData(nameof(Configurations))]
    public void The_rules_see_every_block(string configuration)
    {
        string folder = Path.Combine(Terraform.Modules, configuration);
        int heads = Directory.GetFiles(folder, "*.tf").SelectMany(File.ReadAllLines)
            .Count(line => line.Length > 0 && char.IsAsciiLetter(line[0]));

        Assert.Equal(heads, ModuleText.Read(folder).Length);
    }

    [Theory]
    [InlineData("described variables", "variables.tf", "  description = \"Name of the bucket, unique in all of Cloud Storage.\"\n", "")]
    [InlineData("described variables", "variables.tf", "\"Region of the bucket.\"", "\"\"")]
    [InlineData("typed variables", "variables.tf", "  type        = map(string)\n", "")]
    [InlineData("described outputs", "outputs.tf", "  description = \"Name of the bucket.\"\n", "")]
    [InlineData("used variables", "main.tf", "var.protected", "true")]
    [InlineData("used variables", "variables.tf", "variable \"labels\"", "variable \"label\"")]
    [InlineData("pinned versions", "versions.tf", "      version = \"~> 6.50\"\n", "")]
    [InlineData("pinned versions", "versions.tf", "~> 6.50", ">= 6")]
    [InlineData("pinned versions", "versions.tf", "  required_version = \">= 1.9\"\n", "")]
    [InlineData("no literal place", "main.tf", "  force_destroy ", "  project = \"nyc-taxi\"\n  force_destroy ")]
    [InlineData("no literal place", "main.tf", "\"enforced\"", "\"us-east1-b\"")]
    public void A_module_that_breaks_a_rule_is_told(string rule, string file, string find, string replacement)
    {
        Mutate($"modules/lake/{file}", find, replacement);

        string broken = Assert.Single(ModuleRules.Broken(_folder["tf/modules/lake"]));
        Assert.StartsWith(rule + ": ", broken, StringComparison.Ordinal);
    }

    private void Mutate(string file, string find, string replacement) => TerraformCopy.Mutate(_folder["tf"], file, find, replacement);
}
