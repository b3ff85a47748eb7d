using System.Text.Json;

namespace FlowLang.Driver.Deploying.Program;

/// <summary>What sources must have.</summary>
internal static class SourceChanges
{
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        foreach ((string name, JsonElement? old, JsonElement? next) in Match(before, now))
        {
            if (next is not { } later)
            {
                continue; // What nobody reads any more asks for nothing.
            }

            string[] more = [.. PipelinePair.Columns(later).Except(old is { } earlier ? PipelinePair.Columns(earlier) : [])];
            if (old is null)
            {
                yield return new DeployChange($"source {name}", $"+ {From(later)}", DeployVerdict.Restart, Live);
            }
            else if (more.Length > 0)
            {
                yield return new DeployChange($"source {name}", "asks for " + string.Join(", ", more), DeployVerdict.Restart, Live);
            }
            else if (From(old ?? default) != From(later))
            {
                yield return new DeployChange(
                    $"source {name}", $"{From(old ?? default)} → {From(later)}", DeployVerdict.Restart, Live);
            }
        }
    }

    private const string Live = "it must be there when the release starts: `doctor` looks";

    private static IEnumerable<(string Name, JsonElement? Before, JsonElement? Now)> Match(JsonElement before, JsonElement now) =>
        JsonMembers.Match(Sources(before), Sources(now), s => s.At("relation") is null ? s.Text("name") : s.Text("relation"));

    // Those of runs stand in a list of their own, those of streams are steps of their pipelines.
    private static IEnumerable<JsonElement> Sources(JsonElement manifest) => manifest.Items("sources").Concat(
        from pipeline in manifest.Items("pipelines")
        where PipelinePair.IsStream(pipeline)
        from step in pipeline.Items("steps")
        where step.Text("kind") == "read"
        select step);

    private static string From(JsonElement source) => source.At("from") is null ? source.Text("source") : source.Text("from");
}
