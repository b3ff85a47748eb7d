using System.Text.Json;

namespace FlowLang.Driver.Deploying.Program;

/// <summary>Pipelines that come, go, and become of another kind.</summary>
internal static class PipelineChanges
{
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now)
    {
        foreach ((string name, JsonElement? old, JsonElement? next) in PipelinePair.Match(before, now))
        {
            if (old is not { } earlier)
            {
                yield return new DeployChange($"pipeline {name}", "+ it is new", DeployVerdict.Restart);
            }
            else if (next is not { } later)
            {
                yield return Gone(name, earlier);
            }
            else if (PipelinePair.IsStream(earlier) != PipelinePair.IsStream(later))
            {
                yield return new DeployChange(
                    $"pipeline {name}", PipelinePair.IsStream(later) ? "becomes one of streams" : "becomes one of runs",
                    DeployVerdict.Breaking, "what the one has loaded the other knows nothing of: give it another name");
            }
            else if (earlier.Text("partition") != later.Text("partition"))
            {
                yield return new DeployChange(
                    $"pipeline {name}", $"partition {Unit(earlier)} → {Unit(later)}", DeployVerdict.Breaking,
                    "intervals that are loaded are known by their unit: those of the other one count as missing");
            }
        }
    }

    private static string Unit(JsonElement pipeline) => pipeline.Text("partition") is { Length: > 0 } unit ? unit : "none";

    private static DeployChange Gone(string name, JsonElement pipeline)
    {
        string targets = string.Join(", ", PipelinePair.Writes(pipeline).Select(w => w.Text("sink")).Distinct());
        bool hasSlot = pipeline.Items("steps").Any(s => s.Text("source").Contains(".cdc(", StringComparison.Ordinal));
        return new DeployChange(
            $"pipeline {name}", "- it is gone", DeployVerdict.Breaking,
            (targets.Length > 0 ? $"nothing writes {targets} any more" : "nothing does what it did")
            + (hasSlot ? "; its replication slot keeps the database's log until it is dropped" : ""));
    }
}
