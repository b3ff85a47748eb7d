using System.Collections.Immutable;
using FlowLang.Emit.Sql;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp;

/// <summary>Whether a pipeline that reads the same files again would write the same rows to the same place.</summary>
internal static class Repeats
{
    private const string Now = "getvariable('now')";

    /// <summary>
    /// Only then may a run leave out what an earlier one loaded: all rows come from files of servers, whose content is known by its hash;
    /// all targets are databases that remember the earlier run; nothing depends on the time of the run or is unknown SQL.
    /// </summary>
    public static bool ItsWrites(BatchPlan plan, ImmutableArray<EmittedStep> steps, ImmutableArray<EmittedSql> own)
    {
        ImmutableArray<BoundEndpoint> sources = [.. plan.Operations.SelectMany(OperationEndpoints.Sources)];
        ImmutableArray<BoundEndpoint> targets = [.. plan.Operations.SelectMany(OperationEndpoints.Targets)];
        return plan.Pipeline.Bound.Engine is null && own.IsEmpty
            && !sources.IsEmpty && sources.All(s => s is { Connector.Name: "http", Descriptor.Name: not "get" })
            && !targets.IsEmpty && targets.All(t => t.Connector.Name == "postgres")
            && !steps.Any(s => Text(s).Any(sql => sql.Contains(Now, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Text(EmittedStep step) =>
        [.. step.Query is { } query ? [query.Sql] : Array.Empty<string>(), .. step.Checks.Select(c => c.Sql)];
}
