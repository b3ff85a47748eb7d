using System.Text.Json;

namespace FlowLang.Driver.Deploying.Program;

/// <summary>What pipelines write: targets, columns, mode, and how rows come about.</summary>
internal static class TargetChanges
{
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now) =>
        from pair in PipelinePair.Of(before, now)
        from change in Of(pair)
        select change;

    private static IEnumerable<DeployChange> Of(PipelinePair pair)
    {
        foreach ((string sink, JsonElement? old, JsonElement? next) in JsonMembers.Match(
            PipelinePair.Writes(pair.Before), PipelinePair.Writes(pair.Now), w => w.Text("sink")))
        {
            if (old is not { } earlier)
            {
                yield return new DeployChange(pair.Area, $"+ writes {sink}", DeployVerdict.Restart);
            }
            else if (next is not { } later)
            {
                yield return new DeployChange(pair.Area, $"- writes {sink}", DeployVerdict.Breaking, "who reads it gets nothing new");
            }
            else
            {
                foreach (DeployChange change in Same(pair, sink, earlier, later))
                {
                    yield return change;
                }
            }
        }

        if (Computation(pair.Before) != Computation(pair.Now))
        {
            yield return new DeployChange(
                pair.Area, "computes otherwise", DeployVerdict.Restart,
                PipelinePair.IsStream(pair.Now) ? null : "what is loaded stays as it is: `backfill --force` does it again");
        }
    }

    private static IEnumerable<DeployChange> Same(PipelinePair pair, string sink, JsonElement before, JsonElement now)
    {
        string[] old = [.. PipelinePair.Columns(before)];
        string[] next = [.. PipelinePair.Columns(now)];
        string[] differences = [.. next.Except(old).Select(c => "+ " + c), .. old.Except(next).Select(c => "- " + c)];
        if (differences.Length > 0)
        {
            yield return new DeployChange(
                pair.Area, $"columns of {sink}: {string.Join(", ", differences)}", DeployVerdict.Breaking,
                "a table without a column stops the run (RT6011) unless it may add it, and who reads files or records gets others");
        }

        if (before.Text("mode") != now.Text("mode"))
        {
            yield return new DeployChange(
                pair.Area, $"mode of {sink}: {before.Text("mode")} → {now.Text("mode")}", DeployVerdict.Breaking,
                "rows that are there were kept under other rules");
        }
    }

    private static string Computation(JsonElement pipeline) => string.Join(
        '\n', pipeline.Items("steps").SelectMany(step => new[] { step.Text("relation"), step.Text("plan"), step.Text("sql") }));
}
