using System.Text.Json;
using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>What `flowc build` writes for Terraform is what the module takes: names, defaults and types, by terraform itself.</summary>
public sealed class VariablesTests : IDisposable
{
    private static readonly string s_platform = RepositoryRoot.File("tests", "EndToEnd.Tests", "Deploy", "platform");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task A_build_writes_the_same_variables_each_time(string environment)
    {
        string expected = Path.Combine(s_platform, environment + ".tfvars.json");
        string written = await BuildAsync(environment);
        if (Environment.GetEnvironmentVariable("FLOW_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(expected, written);
        }

        Assert.Equal(await File.ReadAllTextAsync(expected), written);
        Assert.Equal(written, await BuildAsync(environment));
    }

    [Fact]
    public async Task A_deployment_is_chosen_where_there_are_several()
    {
        CommandResult none = await Command.FlowcAsync(_folder.Path, "build", s_platform, "-o", _folder["out"], "--framework-dependent");
        CommandResult unknown = await Command.FlowcAsync(_folder.Path, "build", s_platform, "-o", _folder["out"], "--env", "prd");

        Assert.True(none.ExitCode == 0, none.ToString());
        Assert.Contains("choose a deployment with --env (dev, prod)", none.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/platform.auto.tfvars.json"]));
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("there is no deployment called `prd`", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_is_the_same_for_each_deployment_and_has_no_variables()
    {
        string[] sums = [await PackAsync("dev"), await PackAsync("prod")];

        Assert.Equal(sums[0], sums[1]);
        Assert.True(File.Exists(_folder["prod/platform.auto.tfvars.json"]));
    }

    [SkippableTheory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task The_module_takes_these_variables_and_no_others(string environment)
    {
        JsonElement plan = await PlanAsync(Path.Combine(s_platform, environment + ".tfvars.json"));
        string[] required =
        [
            .. plan.GetProperty("configuration").GetProperty("root_module").GetProperty("variables").EnumerateObject()
                .Where(v => !v.Value.TryGetProperty("default", out _)).Select(v => v.Name),
        ];

        Assert.Equal(Written(environment).Keys.Append("artifact").Order(), required.Order());
    }

    [SkippableFact]
    public async Task A_variable_that_the_module_does_not_have_fails_the_plan()
    {
        string more = _folder.Write("more.tfvars.json", """{"machines": 3}""");
        CommandResult result = await Terraform.Require(_folder).RunAsync(
            Terraform.Modules, "plan", "-var-file=" + Path.Combine(s_platform, "dev.tfvars.json"), "-var-file=" + more, PlanTests.Artifact);

        Assert.Contains("Warning: Value for undeclared variable", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_variable_that_somebody_removed_is_asked_for()
    {
        Dictionary<string, JsonElement> variables = Written("dev");
        variables.Remove("runner");
        string fewer = _folder.Write("fewer.tfvars.json", JsonSerializer.Serialize(variables));
        CommandResult result = await Terraform.Require(_folder).RunAsync(
            Terraform.Modules, "plan", "-input=false", "-var-file=" + fewer, PlanTests.Artifact);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The root module input variable \"runner\" is not set", result.Errors, StringComparison.Ordinal);
    }

    /// <summary>
    /// Terraform turns "3" into 3 without a word. A module of the same variables that gives back what it took shows each conversion.
    /// </summary>
    [SkippableTheory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Every_value_has_the_type_that_the_module_declares(string environment)
    {
        Dictionary<string, JsonElement> written = Written(environment);
        Dictionary<string, JsonElement> taken = await TakenAsync(_folder, JsonSerializer.Serialize(written));

        foreach ((string name, JsonElement value) in written)
        {
            Assert.True(JsonElement.DeepEquals(value, taken[name]), $"{name}: {value} was taken as {taken[name]}");
        }
    }

    [SkippableFact]
    public async Task A_number_that_is_written_as_text_is_seen()
    {
        Dictionary<string, JsonElement> written = Written("dev");
        string text = JsonSerializer.Serialize(written).Replace("\"disk_gib\":10", "\"disk_gib\":\"10\"", StringComparison.Ordinal);
        Dictionary<string, JsonElement> taken = await TakenAsync(_folder, text);

        using JsonDocument wrong = JsonDocument.Parse(text);
        Assert.False(JsonElement.DeepEquals(wrong.RootElement.GetProperty("runner"), taken["runner"]));
    }

    private static Dictionary<string, JsonElement> Written(string environment)
    {
        string text = File.ReadAllText(Path.Combine(s_platform, environment + ".tfvars.json"));
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text) ?? [];
    }

    private static async Task<Dictionary<string, JsonElement>> TakenAsync(TemporaryFolder folder, string variables)
    {
        string probe = folder["probe"];
        Directory.CreateDirectory(probe);
        File.Copy(Path.Combine(Terraform.Modules, "variables.program.tf"), Path.Combine(probe, "variables.tf"));
        IEnumerable<string> outputs = ModuleText.Read(probe).Select(v => $"output \"{v.Name}\" {{\n  value = var.{v.Name}\n}}\n");
        await File.WriteAllTextAsync(Path.Combine(probe, "outputs.tf"), string.Concat(outputs));
        string file = folder.Write("probe.tfvars.json", variables);
        JsonElement plan = await Terraform.Require(folder).PlanAsync(probe, "-var-file=" + file);
        return plan.GetProperty("planned_values").GetProperty("outputs").EnumerateObject()
            .ToDictionary(o => o.Name, o => o.Value.TryGetProperty("value", out JsonElement value) ? value : default);
    }

    private Task<JsonElement> PlanAsync(string variables) =>
        Terraform.Require(_folder).PlanAsync(Terraform.Modules, "-var-file=" + variables, PlanTests.Artifact);

    private async Task<string> BuildAsync(string environment)
    {
        CommandResult built = await Command.FlowcAsync(
            _folder.Path, "build", s_platform, "-o", _folder[environment], "--framework-dependent", "--env", environment);
        Assert.True(built.ExitCode == 0, built.ToString());
        return await File.ReadAllTextAsync(_folder[environment + "/platform.auto.tfvars.json"]);
    }

    private async Task<string> PackAsync(string environment)
    {
        CommandResult built = await Command.FlowcAsync(
            _folder.Path, "build", s_platform, "-o", _folder[environment], "--framework-dependent", "--package", "--env", environment);
        Assert.True(built.ExitCode == 0, built.ToString());
        return await File.ReadAllTextAsync(_folder[environment + "/platform.tar.gz.sha256"]);
    }
}
