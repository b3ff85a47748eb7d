using System.Globalization;
using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>Topics of buses that stay.</summary>
internal static class TopicChanges
{
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        foreach ((string bus, JsonElement? old, JsonElement? next) in JsonMembers.Match(before, now, "buses"))
        {
            foreach ((string topic, JsonElement? earlier, JsonElement? later) in Match(old, next))
            {
                if (Change(topic, earlier, later) is var (text, verdict, note) && text.Length > 0)
                {
                    yield return new DeployChange(bus, text, verdict, note);
                }
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement? Before, JsonElement? Now)> Match(JsonElement? before, JsonElement? now) =>
        now is not { } next ? [] : JsonMembers.Match(before ?? default, next, "topics");

    private static (string Text, DeployVerdict Verdict, string? Note) Change(string topic, JsonElement? before, JsonElement? now)
    {
        long old = before?.GetInt64() ?? 0;
        long next = now?.GetInt64() ?? 0;
        return (old, next) switch
        {
            _ when old == next => ("", DeployVerdict.Safe, null),
            (0, _) => (
                string.Create(CultureInfo.InvariantCulture, $"+ topic {topic}, {next} partitions"), DeployVerdict.Safe, null),
            (_, 0) => ($"- topic {topic}", DeployVerdict.Breaking, "its records are destroyed with it"),
            _ when next > old => (
                Partitions(topic, old, next), DeployVerdict.Restart,
                "new records of a key may lie in another partition than its old ones, which are read side by side"),
            _ => (Partitions(topic, old, next), DeployVerdict.Breaking, "it can't have fewer: it would be made anew, without its records"),
        };
    }

    private static string Partitions(string topic, long old, long next) =>
        string.Create(CultureInfo.InvariantCulture, $"topic {topic}: partitions {old} → {next}");
}
