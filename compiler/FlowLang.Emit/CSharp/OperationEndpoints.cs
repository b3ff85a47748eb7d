using FlowLang.Planning.Batch;
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
}
