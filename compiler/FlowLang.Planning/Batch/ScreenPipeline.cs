using System.Diagnostics;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Batch;

/// <summary>A pipeline that no program has: one relation to the screen.</summary>
internal static class ScreenPipeline
{
    public static LogicalPipeline Of(string name, RelationSymbol relation, BoundPartition? partition)
    {
        ConnectorDescriptor screen = ConnectorCatalogue.All.First(c => c.Name == "console");
        BoundRelation from = new(relation, null, null, relation.Row, relation.Span);
        BoundQuery query = new(from, [], relation.Row, relation.Span);
        BoundEndpoint console = new(
            null, screen, screen.Endpoints[0], [new BoundOption("rows", new IntegerOption(int.MaxValue), relation.Span)], relation.Span);
        BoundWrite write = new(relation.Name, query, console, WriteMode.Replace, null, [], [], [], relation.Span);
        BoundPipeline pipeline =
            new(new PipelineSymbol(name, relation.Span), null, [write], partition, null, [], null, null, relation.Span);
        return new LogicalPipeline(pipeline, [new LogicalWrite(write, Root(relation))]);
    }

    private static LogicalNode Root(RelationSymbol relation) => relation switch
    {
        SourceSymbol source => new ScanNode(source, source.Row, source.Span),
        TransformSymbol transform => new ReferenceNode(transform, transform.Span),
        _ => throw new UnreachableException(relation.GetType().Name),
    };
}
