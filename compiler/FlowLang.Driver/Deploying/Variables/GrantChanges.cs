using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>What the program may read and write.</summary>
internal static class GrantChanges
{
    private const string Area = "grants";

    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        string[] old = [.. Grants(before)];
        string[] next = [.. Grants(now)];
        return next.Except(old).Select(grant => new DeployChange(Area, "+ " + grant, DeployVerdict.Safe))
            .Concat(old.Except(next).Select(grant => new DeployChange(
                Area, "- " + grant, DeployVerdict.Restart, "what still runs of the release before loses it")));
    }

    private static IEnumerable<string> Grants(JsonElement variables)
    {
        JsonElement grants = variables.At(Area) ?? default;
        return grants.Items("lakes").Select(g => $"{g.Text("access")} {g.Text("connection")}")
            .Concat(grants.Items("topics").Select(g => $"{g.Text("access")} {g.Text("connection")}.topic(\"{g.Text("topic")}\")"));
    }
}
