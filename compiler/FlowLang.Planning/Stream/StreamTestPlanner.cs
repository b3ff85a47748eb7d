using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Stream;

/// <summary>
/// A test of a transform of streams as a pipeline: what the test gives, and every stream that it does not, is a bounded stream of given
/// records. Late and rejected rows go where the test looks at them, else they are counted alone; expectations of the program are left out,
/// as they are in tests of rows that end.
/// </summary>
public static class StreamTestPlanner
{
    /// <summary>Whether rows of a transform never end.</summary>
    public static bool IsStream(LogicalProgram program, TransformSymbol transform)
    {
        ArgumentNullException.ThrowIfNull(program);
        return ReachedNodes.Of(program, [program.Index[transform].Root]).Any(node => node is StreamScanNode);
    }

    /// <param name="program">The program.</param>
    /// <param name="test">One of its tests, of a transform of streams.</param>
    /// <param name="name">The pipeline's name.</param>
    public static StreamPlan Plan(LogicalProgram program, BoundTest test, string name)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(test);
        GivenStreams given = new(program, test);
        LogicalNode query = StreamPlanner.Pruned(given.Place(new ReferenceNode(test.Transform, test.Transform.Span)));
        LogicalPipeline screen = ScreenPipeline.Of(name, test.Transform, partition: null);
        BoundWrite write = screen.Writes[0].Bound with
        {
            Mode = IsUpdates(query) ? WriteMode.Upsert : WriteMode.Append,
            Key = IsUpdates(query) ? test.Transform.Row.Key : [],
            Sink = GivenConnector.Place(test.Span),
            Rejects = test.Expected.Any(e => e.Output.IsRejects) ? GivenConnector.Output(BoundTestOutput.Rejects, test.Span) : null,
            Span = test.Span,
        };
        LogicalPipeline pipeline = screen with { Bound = screen.Bound with { Writes = [write] } };
        return StreamPlanner.Lay(pipeline, [new StreamRoute(write, query)]);
    }

    /// <summary>Whether rows of a query take the place of earlier ones.</summary>
    public static bool IsUpdates(LogicalNode query) => StreamPlanner.Flatten(query).Any(node => node switch
    {
        AggregateNode groups => groups.Emit == EmitMode.Changes || WindowTrace.Of(groups.Input) is null,
        DedupeNode dedupe => dedupe.KeepsLatest,
        _ => false,
    });

    /// <summary>Puts given streams into a query.</summary>
    private sealed class GivenStreams(LogicalProgram program, BoundTest test)
    {
        private readonly ILookup<RelationKey, BoundGiven> _given = test.Given.ToLookup(rows => RelationKey.Of(rows.Relation));

        public LogicalNode Place(LogicalNode node)
        {
            switch (node)
            {
                case StreamScanNode scan:
                    return scan with { Stream = Given(scan.Stream) };
                case StreamTableNode table:
                    return table with { Stream = Given(table.Stream), Input = table.Input with { Stream = Given(table.Stream) } };
                case JoinNode join when StreamPlanner.ReadsTable(join):
                    return join with
                    {
                        Left = Place(join.Left),
                        Right = ReloadPlanner.Node(program, Rows(join.Right)) with { Name = ReloadPlanner.NameOf(join.Right) },
                    };
                case ReferenceNode reference:
                    LogicalNode root = Place(program.Index[reference.Key].Root);
                    return _given.Contains(reference.Key)
                        ? new StreamScanNode(Given(reference.Transform, root), reference.Row, reference.Span)
                        : new NamedNode(reference.Transform.Name, root);
            }

            LogicalNode placed = node switch
            {
                WindowNode window => window with { Window = window.Window with { LateSink = Output(window.Window.LateSink) } },
                JoinNode join => join with { LateSink = Output(join.LateSink) },
                _ => node,
            };
            return placed.Inputs.IsEmpty ? placed : placed.WithInputs([.. placed.Inputs.Select(Place)]);
        }

        // Null where the test does not look at the rows.
        private BoundEndpoint? Output(BoundEndpoint? late) =>
            test.Expected.FirstOrDefault(e => e.Output.Late.Any(place => ReferenceEquals(place, late))) is { Output.Name: { } name }
                ? GivenConnector.Output(name, test.Span)
                : null;

        // A table that a stream joins has the rows that the test gives, once and for all.
        private LogicalNode Rows(LogicalNode node)
        {
            switch (node)
            {
                case ScanNode scan:
                    return Values(RelationKey.Of(scan.Source), scan.Source.Row, scan.Span);
                case ReferenceNode reference when _given.Contains(reference.Key):
                    return Values(reference.Key, reference.Row, reference.Span);
                case ReferenceNode reference:
                    return new NamedNode(reference.Transform.Name, Rows(program.Index[reference.Key].Root));
                default:
                    return node.Inputs.IsEmpty ? node : node.WithInputs([.. node.Inputs.Select(Rows)]);
            }
        }

        private ValuesNode Values(RelationKey key, RowType row, TextSpan span) =>
            new(key.Name, [.. _given[key].SelectMany(given => given.Rows)], row, span);

        // No clock has a part in it.
        private static StreamSymbol Given(StreamSymbol stream) => stream with
        {
            Endpoint = GivenConnector.Place(stream.Span),
            Time = stream.Time is { } time ? time with { Idle = null, MaxAhead = null } : null,
        };

        // Rows of a transform that are given stand at their event time, with the watermark that they would have.
        private static StreamSymbol Given(TransformSymbol transform, LogicalNode root)
        {
            StreamTime? time = EventTimeTrace.Of(root) is not { } path ? null : new StreamTime(
                path, EventTimeTrace.Streams(root).Max(stream => stream.Time?.Lag ?? TimeSpan.Zero), null, null);
            return new StreamSymbol(
                transform.Name, GivenConnector.Place(transform.Span), transform.Row, IsChanges: false, time, [], transform.Span);
        }
    }
}
