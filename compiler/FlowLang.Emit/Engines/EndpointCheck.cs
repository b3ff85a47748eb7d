using FlowLang.Emit.Manifest;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Emit.Engines;

/// <summary>
/// Sources and sinks of a pipeline that its engine doesn't reach (FL5022): those of another connection, or of a kind that it can't read or
/// write.
/// </summary>
internal static class EndpointCheck
{
    public static IEnumerable<Diagnostic> Of(BatchPlan plan, ConnectionSymbol engine, SqlDialect dialect) => plan.Operations
        .SelectMany(Uses)
        .DistinctBy(use => use.Endpoint.Span)
        .Select(use => (use.Endpoint, Reached: dialect.Reach(engine, use.Endpoint, use.Row, use.IsRead)))
        .Where(use => use.Reached is not null)
        .Select(use => EngineDiagnostics.EndpointNotOnEngine(
            use.Endpoint.Span, EndpointText.Of(use.Endpoint), dialect.Title, plan.Pipeline.Name, use.Reached ?? ""));

    private static IEnumerable<EndpointUse> Uses(BatchOperation operation) => operation switch
    {
        ReadSource { Source: var source } => [new(source.Endpoint, source.Row, IsRead: true)],
        StageRelation { Rejects: { } rejects } => [new(rejects, null, IsRead: false)],
        WriteRelation { Write: { Rejects: { } rejects } write } each =>
            [new(write.Sink, each.Query.Row, IsRead: false), new(rejects, null, IsRead: false)],
        WriteRelation { Write: var write } each => [new(write.Sink, each.Query.Row, IsRead: false)],
        _ => [],
    };

    /// <param name="Row">Null for rejects.</param>
    private sealed record EndpointUse(BoundEndpoint Endpoint, RowType? Row, bool IsRead);
}
