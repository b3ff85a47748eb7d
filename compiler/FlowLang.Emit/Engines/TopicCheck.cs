using FlowLang.Emit.Manifest;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Emit.Engines;

/// <summary>Topics in batch pipelines of the embedded engine, which has no reader and no writer of them (FL5070).</summary>
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
            .. read.Where(IsTopic).Select(e => Refused(e, pipeline, "reads")),
            .. written.Where(IsTopic).Select(e => Refused(e, pipeline, "writes")),
        ];
    }

    private static bool IsTopic(BoundEndpoint endpoint) => (endpoint.Connector.Name, endpoint.Descriptor.Name) is ("kafka", "topic");

    private static Diagnostic Refused(BoundEndpoint topic, LogicalPipeline pipeline, string done) =>
        EngineDiagnostics.TopicNeedsCluster(topic.Span, EndpointText.Of(topic), pipeline.Name, done);
}
