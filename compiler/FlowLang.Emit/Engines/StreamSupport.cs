using System.Collections.Immutable;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Emit.CSharp.Streams;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.Engines;

/// <summary>What the language has of streams and this version can't run (FL5000), found before any code is written.</summary>
internal static class StreamSupport
{
    public static IEnumerable<Diagnostic> Check(StreamPlan plan, LogicalProgram program)
    {
        foreach (Diagnostic refused in plan.Reads.SelectMany(Read)
            .Concat(StreamSideSupport.CheckDeadLetters(plan)).Concat(plan.Routes.SelectMany(r => Route(r, plan, program))))
        {
            yield return refused;
        }

        foreach (Diagnostic refused in plan.Pipeline.Bound.Instances > 1 ? Instances(plan) : [])
        {
            yield return refused;
        }

        var topics = plan.Reads.GroupBy(r => (r.Stream.Endpoint.Connection?.Name, r.Stream.Endpoint.Text("name")));
        foreach (var twice in topics.Where(g => g.Count() > 1))
        {
            yield return Later(
                twice.Last().Stream.Span, "a second stream of one topic in a pipeline",
                "declare it once, and tell its records apart by `where`");
        }
    }

    /// <summary>What a test can't run or compare.</summary>
    public static IEnumerable<Diagnostic> CheckTest(StreamPlan plan, BoundTest test)
    {
        StreamRoute route = plan.Routes[0];
        IEnumerable<Diagnostic> refused = plan.Reads.SelectMany(Read)
            .Concat(StreamPlanner.Flatten(route.Query).SelectMany(Node)).Concat(Expressions(route));
        IEnumerable<RowField> compared = route.Query.Row.Fields.Concat(test.Expected.SelectMany(e => e.Output.Row.Fields));
        return compared.FirstOrDefault(field => field.Type.Type is IntervalType) is { } interval
            ? refused.Append(Later(
                test.Span, $"a test of streams that compares `{interval.Name}`, an interval", "test a transform that has it as text"))
            : refused;
    }

    /// <summary>Topics as sources and targets of rows that end, on engines that don't read them.</summary>
    public static IEnumerable<Diagnostic> CheckBatch(LogicalProgram program, LogicalPipeline pipeline)
    {
        if (pipeline.Bound.Engine?.Connector.Name == "spark")
        {
            return [];
        }

        IEnumerable<BoundEndpoint> read = pipeline.Writes
            .SelectMany(w => RelationReads.Of(program, w.Root))
            .Select(key => program.Bound.Sources.First(s => RelationKey.Of(s) == key).Endpoint);
        IEnumerable<BoundEndpoint> written =
            pipeline.Writes.SelectMany(w => new[] { w.Bound.Sink, w.Bound.Rejects }).OfType<BoundEndpoint>();
        return
        [
            .. read.Where(IsTopic).DistinctBy(e => e.Span).Select(e => Later(
                e.Span, "a source over a `kafka topic`", "declare a `stream` over it, or run the pipeline on Spark")),
            .. written.Where(e => IsTopic(e) && pipeline.Bound.Engine is not null).Select(e => Later(
                e.Span, "a `kafka topic` as the target of a pipeline that runs in a database", "leave out `on`")),
            .. written.Where(e => IsTopic(e) && (e.Choice("format") ?? "json", e.Choice("envelope") ?? "none") != ("json", "none"))
                .Select(e => Later(e.Span, "another format than json for rows that end", null)),
        ];
    }

    private static bool IsTopic(BoundEndpoint endpoint) => endpoint.Descriptor.Name == "topic";

    // What several processes can't share.
    private static IEnumerable<Diagnostic> Instances(StreamPlan plan)
    {
        const string help = "leave `instances` out: one instance does it, on all cores of its machine";
        foreach (StreamRead other in plan.Reads.Where(r => r.Stream.Endpoint.Descriptor.Name != "topic"))
        {
            yield return Later(other.Stream.Span, "`instances` above 1 of a pipeline that reads changes without a broker", help);
        }

        foreach (StreamRoute route in plan.Routes.Where(r => !KeepsPartitions(r.Write)))
        {
            yield return Later(
                route.Write.Sink.Span, "`instances` above 1 into anything but tables of PostgreSQL, and topics with `exactly_once`", help);
        }

        foreach (Diagnostic refused in StreamSideSupport.CheckInstances(plan, help))
        {
            yield return refused;
        }

        IEnumerable<StreamTableNode> tables = plan.Routes.SelectMany(r => StreamPlanner.Flatten(r.Query)).OfType<StreamTableNode>();
        foreach (StreamTableNode table in tables.Where(table => table.Stream.IsChanges))
        {
            yield return Later(table.Span, "`join … as of` of several instances with the table of a stream of changes", help);
        }

        foreach (Diagnostic refused in plan.Repartition is { } halves ? Repartition(plan, halves) : [])
        {
            yield return refused;
        }
    }

    private static IEnumerable<Diagnostic> Repartition(StreamPlan plan, RepartitionPlan halves)
    {
        foreach (StreamRead read in plan.Reads.Where(r => IsEmbedded(r.Stream.Endpoint)))
        {
            yield return StreamDiagnostics.RepartitionNeedsCluster(plan.Pipeline.Bound.Span, read.Stream.Name, read.Stream.Span);
        }

        foreach (RepartitionCut cut in halves.Cuts.Where(cut => !DecoderEmitter.CanRead(cut.Row)))
        {
            yield return Later(cut.Carried.Span, "an interval in rows that several instances hand on", "select it as text");
        }
    }

    private static bool IsEmbedded(BoundEndpoint endpoint) => endpoint.Connection?.Options.Any(option => option.Name == "brokers") == false;

    // What a partition stored is its next owner's alone.
    private static bool KeepsPartitions(BoundWrite write) => write.Sink.Descriptor.Name == "table"
        || (write.Sink.Descriptor.Name == "topic" && write.Delivery == Delivery.ExactlyOnce);

    private static IEnumerable<Diagnostic> Read(StreamRead read)
    {
        (StreamFormat format, StreamEnvelope envelope) = (StreamFormats.Of(read.Stream), StreamFormats.EnvelopeOf(read.Stream));
        if (!DecoderEmitter.CanRead(format, envelope))
        {
            string around = envelope == StreamEnvelope.None ? "" : " with `envelope: debezium`";
            yield return Later(read.Stream.Endpoint.Span, $"a stream of `format: {format.ToString().ToLowerInvariant()}`{around}", null);
        }

        if (!DecoderEmitter.CanRead(read.Row))
        {
            yield return Later(read.Stream.Endpoint.Span, "an interval in a stream's records", "declare it as text");
        }
    }

    private static IEnumerable<Diagnostic> Route(StreamRoute route, StreamPlan plan, LogicalProgram program)
    {
        BoundWrite write = route.Write;
        if (!StreamEndpoints.CanStore(write.Sink))
        {
            yield return Later(write.Sink.Span, $"a stream to a `{write.Sink.Connector.Name} {write.Sink.Descriptor.Name}`", null);
        }
        else if (write.Sink.Connection?.Name != plan.Routes[0].Write.Sink.Connection?.Name)
        {
            yield return Later(
                write.Sink.Span, "a pipeline of streams that writes to several connections",
                "rows, state and positions are committed in one place: make it two pipelines");
        }

        if (FolderEmitter.Is(write.Sink)
            && route.Query.Row.Fields.FirstOrDefault(f => !FolderEmitter.CanWrite(f.Type.Type)) is { } field)
        {
            yield return Later(
                write.Sink.Span, $"`{field.Name}` of type `{field.Type.Type}` from a stream into files",
                "intervals and bytes are columns of their own there, or text inside of a list, struct or map");
        }

        LogicalNode[] nodes = [.. StreamPlanner.Flatten(route.Query)];
        foreach (Diagnostic refused in AvroNames.Check(write.Sink, route.Query.Row.Fields).Concat(StreamSideSupport.Check(route))
            .Concat(nodes.SelectMany(Node)).Concat(Expressions(route)).Concat(Checks(route, program)))
        {
            yield return refused;
        }
    }

    private static IEnumerable<Diagnostic> Node(LogicalNode node)
    {
        (string What, string? Help)? refused = node switch
        {
            SqlNode => ("`sql` over a stream", null),
            DedupeNode dedupe when dedupe.Order.Any(key => CSharpSupport.IsOfTheRun(key.Value)) => (
                "`dedupe` of a stream in an order that depends on the run", "an order by columns means the same in the next run, too"),
            _ => null,
        };
        return refused is var (what, help) ? [Later(node.Span, what, help)] : [];
    }

    private static IEnumerable<Diagnostic> Expressions(StreamRoute route) =>
        CSharpSupport.Of(route.Query, isGiven: true).Distinct(StringComparer.Ordinal)
            .Select(what => Later(route.Write.Span, $"{what} in a stream", null));

    private static IEnumerable<Diagnostic> Checks(StreamRoute route, LogicalProgram program)
    {
        HashSet<string> names = [.. StreamPlanner.Flatten(route.Query).OfType<NamedNode>().Select(n => n.Name)];
        return program.Transforms.Where(t => names.Contains(t.Symbol.Name)).SelectMany(t => t.Checks)
            .Where(check => check is not BoundRowExpectation)
            .Select(check => Later(check.Span, $"expectation {check.Name} over a stream", null)
                .Why("it looks at all rows together, and a stream has no end at which they all are there")
                .Help("`row` expectations look at one row; or expect it of what the stream writes, in a pipeline that reads that"));
    }

    private static Diagnostic Later(TextSpan at, string what, string? help) => EngineDiagnostics.NotAvailableYet(at, what, help);
}
