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
    private const string Folders =
        "write the pipeline's rows into folders of that connection, too, so that one commit has them all; or name a topic or a table";

    private const string Letters =
        "write the pipeline's rows into folders of that connection, too, so that one commit has them all; or a topic: `dead_letter(\"…\")`";

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

            if (late is not null && Refused(late, route.Write.Sink) is { } refused)
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

        if (route.Write.Rejects is { } rejects && Refused(rejects, route.Write.Sink) is { } other)
        {
            yield return other;
        }
    }

    public static IEnumerable<Diagnostic> CheckDeadLetters(StreamPlan plan) =>
        from read in plan.Reads
        let sink = StreamEndpoints.DeadLetterSink(read.Stream)
        where sink is not null && !IsFolderOf(sink, plan.Routes[0].Write.Sink)
        select EngineDiagnostics.NotAvailableYet(
            sink.Span, $"dead letters to a `{sink.Connector.Name} {sink.Descriptor.Name}` of this pipeline",
            FolderEmitter.Is(sink) ? Letters : "`dead_letter(\"…\")` names a topic");

    private static Diagnostic? Refused(BoundEndpoint side, BoundEndpoint target) =>
        StreamEndpoints.CanTakeSide(side) || IsFolderOf(side, target) || side.Connector.Name == GivenConnector.Word
            ? null
            : EngineDiagnostics.NotAvailableYet(
                side.Span, $"rejects and late rows to a `{side.Connector.Name} {side.Descriptor.Name}` of this pipeline",
                FolderEmitter.Is(side) ? Folders : null);

    private static bool IsFolderOf(BoundEndpoint side, BoundEndpoint target) =>
        FolderEmitter.Is(side) && FolderEmitter.Is(target) && side.Connection?.Name == target.Connection?.Name;
}
