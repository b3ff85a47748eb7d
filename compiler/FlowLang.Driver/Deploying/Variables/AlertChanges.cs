using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>Who is told of what.</summary>
internal static class AlertChanges
{
    private const string Area = "alerts";

    private static readonly Setting[] s_settings = [new("emails", DeployVerdict.Safe), new("expectations", DeployVerdict.Safe)];

    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        JsonElement old = before.At(Area) ?? default;
        JsonElement next = now.At(Area) ?? default;
        return s_settings.SelectMany(setting => setting.Of(Area, old, next)).Concat(
            from sla in JsonMembers.Match(old, next, "slas")
            where !JsonMembers.AreSame(sla.Before, sla.Now)
            select new DeployChange(
                Area, $"{sla.Name}: seconds between two good runs {JsonMembers.Print(sla.Before)} → {JsonMembers.Print(sla.Now)}",
                DeployVerdict.Safe));
    }
}
