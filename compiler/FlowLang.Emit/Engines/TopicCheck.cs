using FlowLang.Emit.Manifest;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Emit.Engines;

/// <summary>Topics in batch pipelines of the embedded engine: it has no reader of them (FL5070), and writes them as JSON.</summary>
internal static class TopicCheck
{
    public static IEnumerable<Diagnostic> Of(LogicalProgram program, LogicalPipeline pipeline)
    {
        if (pipeline.Bound.Engine is not null || pipeline.Writes.Any(w => w.Bound.Stream is not null))
        {
            return [];
        }

        IEnumerable<BoundEndpoint> read = program.Bound.Sources.Any(s => IsTopic(s.Endpoint))
            ? BatchPlanner.Plan(program, pipeline).Operations.OfType<ReadSource>().Select(r => r.Source.Endpoint)
            : [];
        IEnumerable<BoundEndpoint> written = pipeline.Writes
            .SelectMany(w => new[] { w.Bound.Sink, w.Bound.Rejects })
            .OfType<BoundEndpoint>();
        return
        [
            .. read.Where(IsTopic).Select(e => EngineDiagnostics.TopicNeedsCluster(e.Span, EndpointText.Of(e), pipeline.Name)),
            .. written.Where(e => IsTopic(e) && !IsPlain(e)).Select(e => EngineDiagnostics.NotAvailableYet(
                e.Span, "another format than JSON for rows that end", null)),
        ];
    }

    private static bool IsTopic(BoundEndpoint endpoint) => (endpoint.Connector.Name, endpoint.Descriptor.Name) is ("kafka", "topic");

    private static bool IsPlain(BoundEndpoint topic) =>
        topic.Choice("format") is null or "json" && topic.Choice("envelope") is null or "none";
}
