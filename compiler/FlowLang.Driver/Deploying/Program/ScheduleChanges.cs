using System.Text.Json;

namespace FlowLang.Driver.Deploying.Program;

/// <summary>When pipelines run: by their schedules, and behind others.</summary>
internal static class ScheduleChanges
{
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        foreach (PipelinePair pair in PipelinePair.Of(before, now))
        {
            string old = pair.Before.Text("schedule");
            string next = pair.Now.Text("schedule");
            if (old != next)
            {
                yield return new DeployChange(
                    pair.Area, $"schedule {Name(old)} → {Name(next)}", DeployVerdict.Restart,
                    next.Length == 0 ? "no time starts it any more" : null);
            }

            old = pair.Before.Text("after");
            next = pair.Now.Text("after");
            if (old != next)
            {
                yield return new DeployChange(pair.Area, $"after {Name(old)} → {Name(next)}", DeployVerdict.Restart);
            }
        }
    }

    private static string Name(string text) => text.Length == 0 ? "none" : text;
}
