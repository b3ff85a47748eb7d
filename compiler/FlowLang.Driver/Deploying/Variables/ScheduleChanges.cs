using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>When pipelines run.</summary>
internal static class ScheduleChanges
{
    private const string Area = "schedule";

    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        if (before.At("runner") is not { } old || now.At("runner") is not { } next)
        {
            yield break;
        }

        foreach ((string name, JsonElement? earlier, JsonElement? later) in JsonMembers.Match(old, next, "timers"))
        {
            if (earlier is not { } timer)
            {
                yield return new DeployChange(Area, $"+ {name}: {Text(later)}", DeployVerdict.Restart);
            }
            else if (later is not { } other)
            {
                yield return new DeployChange(Area, $"- {name}: {Text(earlier)}", DeployVerdict.Restart, "it runs when somebody starts it");
            }
            else if (!JsonMembers.AreSame(timer.At("interval"), other.At("interval")))
            {
                yield return new DeployChange(
                    Area, $"{name}: interval {JsonMembers.Print(timer.At("interval"))} → {JsonMembers.Print(other.At("interval"))}",
                    DeployVerdict.Breaking, "intervals that are loaded are known by their unit: those of the other one count as missing");
            }
            else if (!JsonMembers.AreSame(timer, other))
            {
                yield return new DeployChange(Area, $"{name}: {Text(earlier)} → {Text(later)}", DeployVerdict.Restart);
            }
        }
    }

    private static string Text(JsonElement? timer) =>
        timer is { } known ? $"{known.Text("calendar")} ({known.Text("pipelines")})" : "";
}
