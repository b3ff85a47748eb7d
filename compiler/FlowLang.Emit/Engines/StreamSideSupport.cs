using FlowLang.Emit.CSharp.Streams;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Emit.Engines;

/// <summary>Where rejects, late rows and dead letters of a stream can't go yet (FL5000).</summary>
internal static class StreamSideSupport
{
    public static IEnumerable<Diagnostic> Check(StreamRoute route)
    {
        foreach (LogicalNode node in StreamPlanner.Flatten(route.Query))
        {
            (BoundEndpoint? late, IEnumerable<RowField> columns) = node switch
            {
                WindowNode window => (window.Window.LateSink, window.Input.Row.Fields),
                JoinNode join => (join.LateSink, join.Left.Row.Fields.Concat(join.Right.Row.Fields)),
                _ => (null, []),
            };
            foreach (Diagnostic unnamed in late is null ? [] : AvroNames.Check(late, columns))
            {
                yield return unnamed;
            }

            if (late is not null && Refused(late) is { } refused)
            {
                yield return refused;
            }
            else if (late is not null && FolderEmitter.Is(late)
                && columns.FirstOrDefault(f => !FolderEmitter.CanWrite(f.Type.Type)) is { } column)
            {
                yield return EngineDiagnostics.NotAvailableYet(
                    late.Span, $"`{column.Name}` of type `{column.Type.Type}` of late rows into files", null);
            }
        }

        if (route.Write.Rejects is { } rejects && Refused(rejects) is { } other)
        {
            yield return other;
        }
    }

    public static IEnumerable<Diagnostic> CheckDeadLetters(StreamPlan plan) =>
        from read in plan.Reads
        let sink = StreamEndpoints.DeadLetterSink(read.Stream)
        where sink is not null && !FolderEmitter.Is(sink)
        select EngineDiagnostics.NotAvailableYet(
            sink.Span, $"dead letters to a `{sink.Connector.Name} {sink.Descriptor.Name}`",
            "`dead_letter(\"…\")` names a topic, `dead_letter(to: …)` a folder of files");

    /// <summary>What several instances can't share.</summary>
    public static IEnumerable<Diagnostic> CheckInstances(StreamPlan plan, string help) =>
        from sink in StreamEndpoints.SideSinks(plan)
        where FolderEmitter.Is(sink)
        select EngineDiagnostics.NotAvailableYet(
            sink.Span, "`instances` above 1 with rejects, late rows or dead letters into files", help);

    private static Diagnostic? Refused(BoundEndpoint side) =>
        StreamEndpoints.CanTakeSide(side) || side.Connector.Name == GivenConnector.Word
            ? null
            : EngineDiagnostics.NotAvailableYet(
                side.Span, $"rejects and late rows to a `{side.Connector.Name} {side.Descriptor.Name}` of this pipeline", null);
}
