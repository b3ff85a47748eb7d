using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Streams;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`pipeline p on engine { write … schedule: … }`.</summary>
internal static class PipelineBinder
{
    public static BoundPipeline Bind(PipelineSyntax syntax, BindingContext context)
    {
        ConnectionSymbol? engine = BindEngine(syntax, context);
        PipelineProperties properties = PipelineProperties.Bind(syntax, context);
        ImmutableArray<BoundRelay> relays = CaptureRelayBinder.Bind(syntax, context);
        ImmutableArray<BoundWrite> writes =
        [
            .. syntax.Writes.Where(write => !CaptureRelayBinder.IsRelay(write))
                .Select(write => WriteBinder.Bind(write, syntax, properties, context)).OfType<BoundWrite>(),
        ];
        if (syntax.Writes.IsEmpty)
        {
            context.Report(ScheduleDiagnostics.NothingToWrite(syntax.Name.Span, syntax.Name.Text));
        }

        if (properties.CatchUp != 0 && properties.Partition is null)
        {
            context.Report(ScheduleDiagnostics.NeedsPartition(properties.SpanOf("catch_up"), "catch_up"));
        }

        StreamPipeline.Check(syntax, properties, writes, syntax.Writes.Any(CaptureRelayBinder.IsRelay), context);
        SlotCheck.Read(writes, syntax.Name.Text, context);

        PipelineSymbol symbol = new(syntax.Name.Text, syntax.Name.Span);
        if (properties.Partition is { } partition && writes.Length == syntax.Writes.Length)
        {
            PartitionBinder.CheckColumn(symbol, partition, writes, context);
            LookbackCheck.Check(partition, writes, context);
        }

        CheckLength(properties, context);
        return new BoundPipeline(
            symbol, engine, writes, properties.Partition, properties.Schedule, properties.After, properties.Retry, properties.Timeout,
                syntax.Span)
        {
            CatchUp = properties.CatchUp,
            Concurrency = properties.Concurrency,
            InOrder = properties.Partition is { } intervals ? IntervalOrder.Why(intervals, writes) : null,
            Positions = CursorCheck.Positions(syntax, properties.Partition, writes, context),
            Relays = relays,
            Pool = properties.Pool,
            Priority = properties.Priority,
            Instances = properties.Instances,
            Commit = properties.Commit,
            Sla = properties.Sla,
            AfterAny = properties.AfterAny,
            Arrival = ArrivalBinder.Bind(syntax.Name.Text, properties, writes, context),
            OnFailure = properties.Has("on_failure") ? properties.OnFailure : context.Session.Told,
        };
    }

    private static void CheckLength(PipelineProperties properties, BindingContext context)
    {
        if (properties.Timeout is not null && properties.Schedule is not null)
        {
            ScheduleChecks.PileUp(
                properties.Schedule, properties.Timeout, properties.SpanOf("timeout"), context.Session.Catalog.Today, context.Session.Bag);
        }
    }

    private static ConnectionSymbol? BindEngine(PipelineSyntax syntax, BindingContext context)
    {
        if (syntax.Engine is not { } name)
        {
            return null;
        }

        ConnectionSymbol? engine = context.Resolve<ConnectionSymbol>(
            name, "connection", (at, names) => NameDiagnostics.UnknownConnection(at.Span, at.Text, names));
        if (engine is not null && engine.Connector is not UnknownConnector && engine.Connector.Name is not ("postgres" or "spark"))
        {
            context.Report(EngineDiagnostics.NotAnEngine(name.Span, name.Text, engine.Connector.Name));
        }

        return engine;
    }
}
