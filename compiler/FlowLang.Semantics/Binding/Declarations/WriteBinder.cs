using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Streams;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`write rows order by k to sink { … }`: rows, sink, mode, key and rejects that go together.</summary>
internal static class WriteBinder
{
    /// <summary>Null after a mistake.</summary>
    public static BoundWrite? Bind(WriteSyntax syntax, PipelineSyntax pipeline, PipelineProperties properties, BindingContext context)
    {
        (BoundRelation relation, RowScope rows) = RelationBinder.Bind(syntax.Relation, null, context);
        BoundEndpoint? sink = EndpointBinder.Bind(syntax.Target, syntax.Properties, isSource: false, context);
        if (rows.IsUnknown)
        {
            return null;
        }

        BoundRelation visible = RelationBinder.Visible(relation);
        BoundQuery query = visible is { Relation: null, Query: { } inline }
            ? inline
            : new BoundQuery(visible, [], visible.Row, syntax.Relation.Span);
        string name = relation.Relation?.Name ?? "query";
        ExpressionContext expressions = new(context, RowScope.Of(query.Row, relation.Relation?.Name));
        ImmutableArray<BoundSortKey> order = SortKeyBinder.Bind(syntax.OrderBy, expressions);
        if (sink is null)
        {
            return null;
        }

        QueryFacts facts = QueryFacts.Of(query, context.Session);
        WriteSite site = new(syntax, pipeline, properties, sink, query, name, context);
        CheckOrder(site);
        CheckFacts(site, facts);
        StorableColumns.Check(query.Row, sink, context);
        ImmutableArray<string> key = WriteKey.Bind(site);
        (WriteMode mode, ImmutableArray<string> partition) = WriteModeBinder.Bind(site, key);
        RestCursorCheck.Check(site, mode, facts);
        BoundEndpoint? rejects = (sink.Find("rejects") as SinkOption)?.Sink;
        StreamFacts? stream = StreamQuery.Check(query, context);
        if (stream is { IsUnknown: false })
        {
            OpenWindows.CheckKey(site, stream, key);
        }

        return new BoundWrite(
            name, query, sink, mode, rejects, key, partition,
            order.IsEmpty ? order : TieBreakers.Complete(order, [], expressions.Rows, syntax.Span), syntax.Span)
        {
            Stream = stream,
            Delivery = StreamWrite.Check(site, stream),
            History = HistoryBinder.Bind(site, mode, key),
        };
    }

    private static void CheckOrder(WriteSite site)
    {
        bool hasOrder = site.Sink.Descriptor.HasOrigin || site.Sink.Connector is ConsoleConnector or UnknownConnector;
        if (!site.Syntax.OrderBy.IsEmpty && !hasOrder)
        {
            site.Context.Report(TypeDiagnostics.OrderByForFiles(site.Syntax.OrderBy[0].Span, $"a `{site.Sink.Descriptor.Name}`"));
        }
    }

    private static void CheckFacts(WriteSite site, QueryFacts facts)
    {
        if (facts.Rejects is { } rejects && site.Sink.Find("rejects") is null && site.Syntax.Properties.All(p => p.Name.Text != "rejects"))
        {
            site.Context.Report(TypeDiagnostics.RejectsWanted(Head(site.Syntax), site.Name, rejects.Span, rejects.What));
        }

        if (facts.UnorderedTake is { } take)
        {
            site.Context.Report(TypeDiagnostics.TakeNeedsSort(take, Head(site.Syntax)));
        }

        PlaceholderPlace? own = Placeholders.InPath(site.Sink, site.Context);
        foreach (PlaceholderPlace place in new[] { facts.Placeholder, own }.OfType<PlaceholderPlace>())
        {
            if (site.Properties.Partition is not { } partition)
            {
                site.Context.Report(ScheduleDiagnostics.PlaceholderWithoutPartition(place.Span, place.Name, site.Pipeline.Name.Text));
            }
            else if (!Placeholders.IsWholeWithin(place.Name, partition.Unit))
            {
                site.Context.Report(ScheduleDiagnostics.PlaceholderTooFine(place.Span, place.Name,
                    partition.Unit.ToString().ToLowerInvariant()));
            }
        }
    }

    // `write name`, without the block behind.
    private static TextSpan Head(WriteSyntax syntax) => syntax.Relation.Span;
}
