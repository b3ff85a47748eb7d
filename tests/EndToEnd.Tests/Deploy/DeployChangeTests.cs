using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLang.Driver.Deploying;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>What each change of a deployment's variables means: one change, one verdict.</summary>
public sealed class DeployChangeTests
{
    private static readonly string s_variables =
        File.ReadAllText(RepositoryRoot.File("tests", "EndToEnd.Tests", "Deploy", "platform", "prod.tfvars.json"));

    [Theory]
    [InlineData("project", "\"nyc-other\"", DeployVerdict.Breaking, "place: project nyc-taxi-prod → nyc-other")]
    [InlineData("zone", "\"us-east1-c\"", DeployVerdict.Breaking, "place: zone us-east1-b → us-east1-c")]
    [InlineData("labels.team", "\"ops\"", DeployVerdict.Restart, "place: labels ")]
    [InlineData("runner.machine", "\"e2-small\"", DeployVerdict.Restart, "runner: machine e2-standard-4 → e2-small")]
    [InlineData("runner.disk_gib", "100", DeployVerdict.Restart, "runner: disk in GiB 50 → 100")]
    [InlineData("runner.disk_gib", "20", DeployVerdict.Breaking, "runner: disk in GiB 50 → 20")]
    [InlineData("runner.instances", "3", DeployVerdict.Safe, "runner: instances 1 → 3")]
    [InlineData("runner.streams", "[\"live\"]", DeployVerdict.Restart, "runner: streams live, out → live")]
    [InlineData("runner.arguments", "[]", DeployVerdict.Restart, "runner: arguments --env, prod → ")]
    [InlineData("runner.parameters.brokers", null, DeployVerdict.Restart, "runner: parameter brokers: bootstrap of bus → its own value")]
    [InlineData("runner.timers.hourly.calendar", "\"*-*-* *:9:0 UTC\"", DeployVerdict.Restart,
        "schedule: hourly: *-*-* *:5:0 UTC (hourly) → *-*-* *:9:0 UTC (hourly)")]
    [InlineData("runner.timers.hourly.interval", "\"day\"", DeployVerdict.Breaking, "schedule: hourly: interval hour → day")]
    [InlineData("runner.timers.hourly", null, DeployVerdict.Restart, "schedule: - hourly: *-*-* *:5:0 UTC (hourly)")]
    [InlineData("lakes.lake", null, DeployVerdict.Breaking, "lake: - bucket")]
    [InlineData("lakes.lake.bucket", "\"other\"", DeployVerdict.Breaking, "lake: bucket nyc-taxi-lake → other")]
    [InlineData("lakes.lake.delete_after_days", "7", DeployVerdict.Breaking, "lake: delete after days 30 → 7")]
    [InlineData("lakes.lake.delete_after_days", "null", DeployVerdict.Safe, "lake: delete after days 30 → none")]
    [InlineData("lakes.lake.storage_class", "\"NEARLINE\"", DeployVerdict.Safe, "lake: storage class STANDARD → NEARLINE")]
    [InlineData("databases.pg.tier", "\"db-f1-micro\"", DeployVerdict.Restart, "pg: tier db-custom-2-7680 → db-f1-micro")]
    [InlineData("databases.pg.version", "\"POSTGRES_17\"", DeployVerdict.Breaking, "pg: version POSTGRES_16 → POSTGRES_17")]
    [InlineData("databases.pg.disk_gib", "10", DeployVerdict.Breaking, "pg: disk in GiB 20 → 10")]
    [InlineData("databases.pg.users.flow", null, DeployVerdict.Breaking, "pg: - user flow")]
    [InlineData("databases.pg.users.ann", "\"ann-password\"", DeployVerdict.Safe, "pg: + user ann")]
    [InlineData("buses.bus.vcpu", "6", DeployVerdict.Safe, "bus: vcpu 3 → 6")]
    [InlineData("buses.bus.topics.more", "3", DeployVerdict.Safe, "bus: + topic more, 3 partitions")]
    [InlineData("buses.bus.topics[taxi.trips]", null, DeployVerdict.Breaking, "bus: - topic taxi.trips")]
    [InlineData("buses.bus.topics[taxi.trips]", "12", DeployVerdict.Restart, "bus: topic taxi.trips: partitions 6 → 12")]
    [InlineData("buses.bus.topics[taxi.trips]", "3", DeployVerdict.Breaking, "bus: topic taxi.trips: partitions 6 → 3")]
    [InlineData("clusters.cluster.workers", "4", DeployVerdict.Safe, "cluster: workers 2 → 4")]
    [InlineData("clusters.cluster.machine", "\"n2-standard-8\"", DeployVerdict.Restart, "cluster: machine n2-standard-4 → n2-standard-8")]
    [InlineData("grants.lakes", "[]", DeployVerdict.Restart, "grants: - write lake")]
    [InlineData("secrets.other", "\"OTHER\"", DeployVerdict.Restart, "secrets: + other")]
    [InlineData("secrets.other", "null", DeployVerdict.Restart, "secrets: + other")]
    [InlineData("secrets.platform-prod-pg-password", null, DeployVerdict.Restart, "secrets: - platform-prod-pg-password")]
    [InlineData("alerts.emails", "[]", DeployVerdict.Safe, "alerts: emails data@example.com → ")]
    [InlineData("alerts.slas.hourly", "600", DeployVerdict.Safe, "alerts: hourly: seconds between two good runs 6000 → 600")]
    public void A_change_has_its_verdict(string path, string? value, DeployVerdict verdict, string text)
    {
        DeployPlan plan = DeployPlanner.Compare(State(Parse(s_variables)), State(Parse(Changed(path, value))));

        DeployChange change = Assert.Single(plan.Changes);
        Assert.StartsWith(text, $"{change.Area}: {change.Text}", StringComparison.Ordinal);
        Assert.Equal((verdict, verdict), (change.Verdict, plan.Verdict));
        Assert.Equal("the program", Assert.Single(plan.Uncompared));
    }

    [Fact]
    public void What_is_the_same_changes_nothing() =>
        Assert.Empty(DeployPlanner.Compare(State(Parse(s_variables)), State(Parse(s_variables))).Changes);

    [Fact]
    public void No_variable_can_change_unnoticed()
    {
        int leaves = Leaves(JsonNode.Parse(s_variables)).Count();
        Assert.True(leaves > 50, $"{leaves} values were looked at");
        for (int i = 0; i < leaves; i++)
        {
            JsonNode root = JsonNode.Parse(s_variables) ?? new JsonObject();
            JsonValue leaf = Leaves(root).ElementAt(i);
            string path = leaf.GetPath();
            leaf.ReplaceWith(leaf.GetValueKind() switch
            {
                JsonValueKind.Number => JsonValue.Create(leaf.GetValue<int>() + 1),
                JsonValueKind.String => JsonValue.Create(leaf.GetValue<string>() + "x"),
                JsonValueKind.True => JsonValue.Create(false),
                _ => JsonValue.Create(true),
            });
            DeployPlan plan = DeployPlanner.Compare(State(Parse(s_variables)), State(Parse(root.ToJsonString())));
            Assert.True(plan.Changes.Length > 0, path);
        }
    }

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Leaves(m.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value => [value],
        _ => [],
    };

    private static DeployedState State(JsonElement variables) => new(variables, null);

    // A path of members; the last one in brackets holds dots.
    private static string Changed(string path, string? value)
    {
        string[] parts = path.Contains('[', StringComparison.Ordinal)
            ? [.. path.Split('[')[0].Split('.'), path.Split('[')[1].TrimEnd(']')]
            : path.Split('.');
        JsonNode root = JsonNode.Parse(s_variables) ?? new JsonObject();
        JsonObject at = parts[..^1].Aggregate(
            root.AsObject(), (node, part) => node[part]?.AsObject() ?? throw new KeyNotFoundException(part));
        if (value is null)
        {
            Assert.True(at.Remove(parts[^1]));
        }
        else
        {
            at[parts[^1]] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }

    private static JsonElement Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
