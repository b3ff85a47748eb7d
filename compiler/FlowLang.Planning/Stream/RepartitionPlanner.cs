using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Stream;

/// <summary>Lays a pipeline of streams out in two halves, where several instances could not do it each by itself.</summary>
internal sealed class RepartitionPlanner
{
    private readonly StreamPlan _plan;
    private readonly BoundEndpoint _topic;
    private readonly List<RepartitionCut> _cuts = [];

    private RepartitionPlanner(StreamPlan plan)
    {
        BoundEndpoint first = plan.Reads[0].Stream.Endpoint;
        string name = RepartitionPlan.TopicOf(plan.Pipeline.Name);
        (_plan, _topic) = (plan, first with { Options = [new BoundOption("name", new TextOption(name), first.Span)] });
    }

    /// <summary>Null where one half is enough, or where this version has no two.</summary>
    public static RepartitionPlan? Of(StreamPlan plan)
    {
        bool isNeeded = plan.Pipeline.Bound.Instances > 1
            && (plan.Reads.Length > 1 || plan.Routes.Any(route => KeyTrace.Strangers(route.Query).Any()));
        IEnumerable<LogicalNode> nodes = plan.Routes.SelectMany(route => StreamPlanner.Flatten(route.Query));
        bool isPossible = plan.Reads.All(read => read.Stream.Endpoint.Descriptor.Name == "topic")
            && !nodes.Any(node => node is StreamTableNode { Stream.IsChanges: true });
        return isNeeded && isPossible ? new RepartitionPlanner(plan).Plan() : null;
    }

    private RepartitionPlan Plan()
    {
        ImmutableArray<StreamRoute> behind = [.. _plan.Routes.Select(Behind)];
        StreamPlan rest = StreamPlanner.Lay(_plan.Pipeline, behind);
        return new RepartitionPlan(
            [
                .. _plan.Reads.Select((read, feed) => new StreamPlan(
                    _plan.Pipeline, [read], [.. _cuts.Where(cut => cut.Feed == feed).Select(cut => cut.Route)])),
            ],
            rest with { Reads = [.. _cuts.Select(cut => rest.Reads.First(read => read.Stream.Name == cut.Carried.Name))] },
            [.. _cuts]);
    }

    private StreamRoute Behind(StreamRoute route)
    {
        Dictionary<LogicalNode, LogicalNode> scans = new(ReferenceEqualityComparer.Instance);
        var cuts = RepartitionKeys.Of(route.Query);
        for (int i = 0; i < cuts.Length; i++)
        {
            (LogicalNode cut, ImmutableArray<BoundExpression>? key) = cuts[i];
            string name = cuts.Length == 1 ? route.Write.Name : string.Create(CultureInfo.InvariantCulture, $"{route.Write.Name} {i + 1}");
            scans[cut] = Cut(route, name, cut, key);
        }

        return route with { Query = Replaced(route.Query, scans) };
    }

    private static LogicalNode Replaced(LogicalNode node, Dictionary<LogicalNode, LogicalNode> scans) =>
        scans.TryGetValue(node, out LogicalNode? scan) ? scan
        : node.Inputs.IsEmpty ? node
        : node.WithInputs([.. node.Inputs.Select(input => Replaced(input, scans))]);

    private StreamScanNode Cut(StreamRoute route, string name, LogicalNode cut, ImmutableArray<BoundExpression>? key)
    {
        (LogicalNode query, ImmutableArray<string>? columns) = Keyed(cut, key);
        StreamSymbol stream = EventTimeTrace.Streams(cut).Single();
        int feed = _plan.Reads.IndexOf(_plan.Reads.First(read => RelationKey.Of(read.Stream) == RelationKey.Of(stream)));
        StreamTime? time = EventTimeTrace.Of(cut) is { } path && stream.Time is { } own ? own with { Path = path } : null;
        string carried = string.Create(CultureInfo.InvariantCulture, $"cut_{_cuts.Count + 1}");
        StreamSymbol symbol = new(carried, _topic, query.Row, IsChanges: false, time, columns ?? [], cut.Span);
        BoundWrite write = route.Write with
        {
            Name = name,
            Sink = _topic,
            Mode = WriteMode.Append,
            Key = [],
            Delivery = Delivery.ExactlyOnce,
        };
        _cuts.Add(new RepartitionCut(
            feed, new StreamRoute(write, query), symbol, columns, [.. (key ?? []).Select(ExpressionPrinter.Print)]));
        return new StreamScanNode(symbol, cut.Row, cut.Span);
    }

    // A key that is no column becomes one, which nobody reads behind the topic.
    private static (LogicalNode Query, ImmutableArray<string>? Key) Keyed(LogicalNode cut, ImmutableArray<BoundExpression>? key)
    {
        if (key is not { } by)
        {
            return (cut, null);
        }

        List<BoundAssignment> added = [];
        List<string> columns = [];
        foreach (BoundExpression value in by)
        {
            if (value is BoundColumn column)
            {
                columns.Add(column.Name);
                continue;
            }

            string name = $"repartition_{added.Count + 1}";
            added.Add(new BoundAssignment(name, value, value.Span));
            columns.Add(name);
        }

        if (added.Count == 0)
        {
            return (cut, [.. columns]);
        }

        IEnumerable<BoundAssignment> kept =
            cut.Row.Fields.Select(f => new BoundAssignment(f.Name, new BoundColumn(f.Name, null, f.Type, cut.Span), cut.Span));
        RowType row = new([.. cut.Row.Fields, .. added.Select(a => new RowField(a.Name, a.Value.Type))]);
        return (new ProjectNode(cut, [.. kept, .. added], "derive", row, cut.Span), [.. columns]);
    }
}
