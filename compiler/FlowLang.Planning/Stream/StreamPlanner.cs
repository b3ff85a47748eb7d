using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Stream;

/// <summary>
/// Lays out a pipeline of streams. Each write has its own query: what two of them have in common is computed twice and, where it remembers
/// something, remembered twice; records are decoded once.
/// </summary>
public static class StreamPlanner
{
    public static StreamPlan Plan(LogicalProgram program, LogicalPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(pipeline);
        StreamQueries queries = new(program);
        StreamPlan whole = Lay(
            pipeline, [.. pipeline.Writes.Select(write => new StreamRoute(write.Bound, Pruned(queries.Whole(write.Root))))]);
        return whole with { Repartition = pipeline.Bound.Relays.IsEmpty ? RepartitionPlanner.Of(whole) : null };
    }

    /// <summary>The plan of a pipeline whose queries reach down to the streams.</summary>
    internal static StreamPlan Lay(LogicalPipeline pipeline, ImmutableArray<StreamRoute> routes)
    {
        StreamScanNode[] scans = [.. routes.SelectMany(route => Flatten(route.Query)).OfType<StreamScanNode>()];
        return new StreamPlan(
            pipeline, [.. scans.GroupBy(scan => RelationKey.Of(scan.Stream)).Select(of => Read(of.First().Stream, [.. of]))], routes);
    }

    /// <summary>A query's nodes, each before those it reads.</summary>
    public static IEnumerable<LogicalNode> Flatten(LogicalNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Inputs.SelectMany(Flatten).Prepend(node);
    }

    /// <summary>Whether anything in a query is remembered from record to record.</summary>
    public static bool HasState(LogicalNode query) =>
        Flatten(query).Any(node => node is AggregateNode or DedupeNode or JoinNode { Right: not ReloadNode });

    /// <summary>Where a query's steps write late rows; null for a step that counts them alone.</summary>
    public static IEnumerable<BoundEndpoint?> LateSinks(LogicalNode query) => Flatten(query).Select(node => node switch
    {
        WindowNode window => window.Window.LateSink,
        JoinNode join => join.LateSink,
        _ => null,
    });

    /// <summary>A query without the columns that nobody reads.</summary>
    internal static LogicalNode Pruned(LogicalNode query) =>
        PruneColumns.Rewrite(query, [.. query.Row.Fields.Select(f => f.Name)], (_, _) => { });

    /// <summary>Whether the right side of a join has rows that end.</summary>
    internal static bool ReadsTable(JoinNode join) => join is { Within: null, Right: not StreamTableNode };

    private static StreamRead Read(StreamSymbol stream, ImmutableArray<StreamScanNode> scans)
    {
        HashSet<string> names = [.. scans.SelectMany(scan => scan.Row.Fields).Select(field => field.Name)];
        if (stream.Time is { } time)
        {
            names.Add(time.Path.Split('.')[0]);
        }

        return new StreamRead(
            stream, new RowType([.. stream.Row.Fields.Where(field => names.Contains(field.Name)).Select(f => Narrowed(f, stream, scans))]));
    }

    // Of the rows of a change only the columns that are read.
    private static RowField Narrowed(RowField field, StreamSymbol stream, ImmutableArray<StreamScanNode> scans)
    {
        RowType[] read = [.. scans.Select(scan => scan.Row.Find(field.Name)?.Type.Type).OfType<RowType>()];
        bool isWhole = !stream.IsChanges || stream.Time?.Path.StartsWith(field.Name + ".", StringComparison.Ordinal) == true;
        return field.Type.Type is not RowType row || isWhole || read.Length == 0 ? field : field with
        {
            Type = field.Type with { Type = new RowType([.. row.Fields.Where(f => read.Any(r => r.Find(f.Name) is not null))]) },
        };
    }
}
