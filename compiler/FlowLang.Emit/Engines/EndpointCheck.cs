using FlowLang.Emit.Manifest;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Emit.Engines;

/// <summary>Sources and sinks of a pipeline that its engine doesn't reach (FL5022): those of another connection.</summary>
internal static class EndpointCheck
{
    public static IEnumerable<Diagnostic> Of(BatchPlan plan, ConnectionSymbol engine, SqlDialect dialect) => plan.Operations
        .SelectMany(Endpoints)
        .OfType<BoundEndpoint>()
        .Where(e => e.Connection?.Name != engine.Name)
        .DistinctBy(e => e.Span)
        .Select(e => EngineDiagnostics.EndpointNotOnEngine(
            e.Span, EndpointText.Of(e), dialect.Title, plan.Pipeline.Name, $"tables of `{engine.Name}`"));

    private static IEnumerable<BoundEndpoint?> Endpoints(BatchOperation operation) => operation switch
    {
        ReadSource read => [read.Source.Endpoint],
        StageRelation stage => [stage.Rejects],
        WriteRelation { Write: var write } => [write.Sink, write.Rejects],
        _ => [],
    };
}
