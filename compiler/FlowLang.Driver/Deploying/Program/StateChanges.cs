using System.Collections.Immutable;
using System.Text.Json;
using FlowLang.Streams;

namespace FlowLang.Driver.Deploying.Program;

/// <summary>Whether streams can go on with the state that they have, by the runtime's own rule.</summary>
internal static class StateChanges
{
    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now) =>
        from pair in PipelinePair.Of(before, now)
        where PipelinePair.IsStream(pair.Before) && PipelinePair.IsStream(pair.Now)
        from change in Of(pair)
        select change;

    private static IEnumerable<DeployChange> Of(PipelinePair pair)
    {
        StateSignature old = Signature(pair.Before);
        StateSignature next = Signature(pair.Now);
        return next.DifferencesFrom(old.Operators)
            .Select(difference => new DeployChange(
                pair.Area, difference, DeployVerdict.Breaking,
                "the stream refuses to go on (RT4130): give the pipeline another name, or delete what is kept of it and begin anew"))
            .Concat(next.Operators.Where(o => old.Operators.All(k => k.Name != o.Name)).Select(added => new DeployChange(
                pair.Area, $"+ state of `{added.Name}`", DeployVerdict.Restart, "it begins empty: rows from before are not in it")));
    }

    private static StateSignature Signature(JsonElement pipeline) =>
        new([.. pipeline.Items("state").Select(s => new OperatorSignature(s.Text("operator"), s.Text("shape")))]);
}
