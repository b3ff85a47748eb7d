using FlowLang.Emit.CSharp.Streams;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp;

/// <summary>What an operation of a pipeline reads and writes.</summary>
internal static class OperationEndpoints
{
    public static IEnumerable<BoundEndpoint> Sources(BatchOperation operation) =>
        operation is ReadSource read ? [read.Source.Endpoint] : [];

    /// <summary>Sinks of rows and of rejected rows.</summary>
    public static IEnumerable<BoundEndpoint> Targets(BatchOperation operation)
    {
        IEnumerable<BoundEndpoint?> targets = operation switch
        {
            StageRelation stage => [stage.Rejects],
            WriteRelation { Write: var write } => [write.Sink, write.Rejects],
            _ => [],
        };
        return targets.OfType<BoundEndpoint>();
    }

    /// <summary>All that a pipeline of streams reads and writes.</summary>
    public static IEnumerable<BoundEndpoint> Of(StreamPlan plan) => Sources(plan).Concat(Targets(plan));

    public static IEnumerable<BoundEndpoint> Sources(StreamPlan plan) => plan.Reads.Select(r => r.Stream.Endpoint)
        .Concat(ReloadPlanner.Of(plan).SelectMany(table => table.Sources).Select(source => source.Endpoint))
        .Concat(plan.Pipeline.Bound.Relays.Select(relay => relay.Source));

    /// <inheritdoc cref="Targets(BatchOperation)"/>
    public static IEnumerable<BoundEndpoint> Targets(StreamPlan plan) => plan.Routes.Select(route => route.Write.Sink)
        .Concat(StreamEndpoints.SideSinks(plan))
        .Concat(plan.Pipeline.Bound.Relays.Select(relay => relay.Sink));
}
