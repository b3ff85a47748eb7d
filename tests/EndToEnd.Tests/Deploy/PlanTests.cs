using System.Text.Json;
using FlowLang.Driver.Deploying;
using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>What terraform would make of the variables of a dev and a prod deployment.</summary>
public sealed class PlanTests : IDisposable
{
    internal const string Artifact =
        "-var=artifact={uri=\"gs://nyc-flow-artifacts/platform.tar.gz\","
        + "sha256=\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}";

    private const string Platform = "tests/EndToEnd.Tests/Deploy/platform";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task The_plan_keeps_our_rules(string environment)
    {
        JsonElement plan = await Terraform.Require(_folder).PlanAsync(Terraform.Modules, Variables(environment), Artifact);

        Assert.Empty(PlanRules.Broken(plan, PlanRules.Always));
        if (environment != "dev")
        {
            Assert.Empty(PlanRules.Broken(plan, PlanRules.Protected));
        }
    }

    [SkippableTheory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task It_can_be_made_leaves_nothing_to_do_and_can_be_taken_down(string environment)
    {
        Terraform terraform = Terraform.Require(_folder);
        string[] variables = [Variables(environment), Artifact];
        foreach (string[] command in new string[][] { ["apply"], ["plan", "-detailed-exitcode"] })
        {
            CommandResult result = await terraform.RunAsync(Terraform.Modules, [.. command, .. variables]);
            Assert.True(result.ExitCode == 0, result.ToString());
        }

        // What it tells of what was applied is what `flowc deploy --plan` compares with.
        CommandResult deployed = await terraform.RunAsync(Terraform.Modules, "output", "-json", "deployed");
        DeployPlan changes = DeployPlanner.Compare(
            DeployedStateReader.Read(_folder.Write("deployed.json", deployed.Output), _folder.Path, environment, CancellationToken.None),
            DeployedStateReader.Read(
                RepositoryRoot.File(Platform, environment + ".tfvars.json"), _folder.Path, environment, CancellationToken.None));
        Assert.Empty(changes.Changes);
        Assert.Equal("the program", Assert.Single(changes.Uncompared));
        CommandResult destroyed = await terraform.RunAsync(Terraform.Modules, ["destroy", .. variables]);
        Assert.True(destroyed.ExitCode == 0, destroyed.ToString());
    }

    [SkippableTheory]
    [InlineData("dev", 0)]
    [InlineData("prod", 2)]
    public async Task The_example_of_a_platform_keeps_our_rules_too(string environment, int topics)
    {
        Terraform terraform = Terraform.Require(_folder);
        CommandResult built = await Command.FlowcAsync(
            _folder.Path, "build", RepositoryRoot.File("examples", "09-gcp"), "-o", "out", "--framework-dependent", "--env", environment);
        Assert.True(built.ExitCode == 0, built.ToString());
        JsonElement plan = await terraform.PlanAsync(
            Terraform.Modules, "-var-file=" + _folder["out/09-gcp.auto.tfvars.json"], Artifact);

        Assert.Empty(PlanRules.Broken(plan, PlanRules.Always));
        Assert.Empty(environment == "dev" ? [] : PlanRules.Broken(plan, PlanRules.Protected));
        PlannedResource[] resources = [.. PlanRules.Resources(plan.GetProperty("planned_values").GetProperty("root_module"))];
        Assert.Equal(topics, resources.Count(r => r.Type == "google_managed_kafka_topic"));
        Assert.Single(resources, r => r.Type == "google_sql_database_instance");
    }

    [SkippableFact]
    public async Task The_project_is_prepared_by_bootstrap()
    {
        JsonElement plan = await Terraform.Require(_folder).PlanAsync(
            Path.Combine(Terraform.Modules, "bootstrap"), "-var=project=nyc-taxi-prod", "-var=region=us-east1");

        Assert.Empty(PlanRules.Broken(plan, PlanRules.Always).Concat(PlanRules.Broken(plan, PlanRules.Protected)));
        Assert.Equal(2, PlanRules.Resources(plan.GetProperty("planned_values").GetProperty("root_module"))
            .Count(r => r.Type == "google_storage_bucket"));
    }

    [SkippableFact]
    public async Task Each_rule_sees_what_breaks_it()
    {
        Mutate("modules/runner/main.tf", "    subnetwork = var.subnetwork\n", "    subnetwork = var.subnetwork\n    access_config {}\n");
        Mutate("modules/runner/main.tf", "enable_secure_boot          = true", "enable_secure_boot          = false");
        Mutate("modules/runner/main.tf", "\"NEVER\"", "\"ON_PERMANENT_INSTANCE_DELETION\"");
        Mutate("modules/network/main.tf", "\"INTERNAL\"", "\"EXTERNAL\"");
        Mutate("modules/network/main.tf", "  source_tags = [local.tag]\n", "  source_ranges = [\"0.0.0.0/0\"]\n");
        Mutate("modules/cluster/main.tf", "internal_ip_only       = true", "internal_ip_only       = false");
        Mutate("modules/postgres/main.tf", "ipv4_enabled    = false", "ipv4_enabled    = true");
        Mutate("modules/postgres/main.tf", "= var.protected\n", "= false\n");
        Mutate("modules/lake/main.tf", "uniform_bucket_level_access = true", "uniform_bucket_level_access = false");
        Mutate("modules/lake/main.tf", "= !var.protected", "= true || var.protected");
        Mutate("modules/iam/main.tf", "write = \"roles/storage.objectUser\"", "write = \"roles/storage.admin\"");
        Mutate("modules/secrets/main.tf", "\"serviceAccount:${var.service_account}\"", "\"allUsers\"");
        Mutate("modules/iam/outputs.tf", "output \"runner\"",
            "resource \"google_service_account_key\" \"key\" {\n  service_account_id = google_service_account.runner.name\n}\n\n"
            + "output \"runner\"");

        JsonElement plan = await Terraform.Require(_folder).PlanAsync(_folder["tf"], Variables("prod"), Artifact);

        string[] broken = [.. PlanRules.Broken(plan, PlanRules.Always), .. PlanRules.Broken(plan, PlanRules.Protected)];
        IEnumerable<string> seen = broken.Select(b => b.Split(": ")[0]).Distinct();
        Assert.Equal(PlanRules.Always.Keys.Concat(PlanRules.Protected.Keys).Order(), seen.Order());
    }

    [SkippableTheory]
    [InlineData("project=\"nyc taxi\"", "A project's id has 6 to 30")]
    [InlineData("region=\"east\"", "A region is called like")]
    [InlineData("zone=\"europe-west1-b\"", "A zone is called like its region")]
    [InlineData("name=\"x\"", "The prefix has 3 to 20")]
    [InlineData("labels={Team=\"data\"}", "Labels have lower-case")]
    [InlineData("secrets={\"the password\"=null}", "A secret's name has letters")]
    [InlineData("alerts={emails=[\"nobody\"],slas={},expectations=true}", "An address is called like")]
    [InlineData("alerts={emails=[],slas={hourly=1},expectations=true}", "Cloud Monitoring watches")]
    [InlineData("ssh_members=[\"allUsers\"]", "A member is called like")]
    [InlineData("range=\"8.8.8.0/24\"", "The range is a CIDR block of private")]
    [InlineData("cluster_image=\"2.3-debian12\"", "Spark 4.0 comes with Dataproc images 3.0")]
    [InlineData("artifact={uri=\"https://example.com/x\",sha256=\"\"}", "The artifact lies at gs://")]
    public async Task A_value_that_Google_would_not_take_is_told_before(string variable, string message)
    {
        CommandResult result = await Terraform.Require(_folder).RunAsync(
            Terraform.Modules, "plan", Variables("prod"), Artifact, "-var=" + variable);

        Assert.Equal(1, result.ExitCode);
        string[] words = result.Errors.Split(['\n', '│', ' '], StringSplitOptions.RemoveEmptyEntries); // it breaks lines where it likes
        Assert.Contains(message, string.Join(' ', words), StringComparison.Ordinal);
    }

    private static string Variables(string environment) => "-var-file=" + RepositoryRoot.File(Platform, environment + ".tfvars.json");

    private void Mutate(string file, string find, string replacement) => TerraformCopy.Mutate(_folder["tf"], file, find, replacement);
}
