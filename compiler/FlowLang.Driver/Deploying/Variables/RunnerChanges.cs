using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>The machines that run the program.</summary>
internal static class RunnerChanges
{
    private const string Area = "runner";

    private const string Replaced = "machines are replaced, one after the other";

    private static readonly Setting[] s_settings =
    [
        new("machine", DeployVerdict.Restart, Replaced),
        new("disk_gib", DeployVerdict.Restart, Replaced)
        {
            Label = "disk in GiB",
            Less = (DeployVerdict.Breaking, "a disk can't shrink: it would be made anew, without the ledger"),
        },
        new("instances", DeployVerdict.Safe, "more machines share the streams' partitions")
        {
            Less = (DeployVerdict.Restart, "machines end; the others take their partitions over"),
        },
        new("streams", DeployVerdict.Restart, Replaced),
        new("arguments", DeployVerdict.Restart, Replaced),
    ];

    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now) =>
        before.At(Area) is { } old && now.At(Area) is { } next
            ? s_settings.SelectMany(setting => setting.Of(Area, old, next)).Concat(Parameters(old, next))
            : [];

    private static IEnumerable<DeployChange> Parameters(JsonElement before, JsonElement now) =>
        from parameter in JsonMembers.Match(before, now, "parameters")
        where !JsonMembers.AreSame(parameter.Before, parameter.Now)
        select new DeployChange(
            Area, $"parameter {parameter.Name}: {Source(parameter.Before)} → {Source(parameter.Now)}", DeployVerdict.Restart, Replaced);

    private static string Source(JsonElement? parameter) =>
        parameter is { } known ? $"{known.Text("value")} of {known.Text("connection")}" : "its own value";
}
