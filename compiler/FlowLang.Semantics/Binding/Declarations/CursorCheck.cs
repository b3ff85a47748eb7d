using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// A source with a cursor is read from where the last committed run ended, and what was being written then is read again: its pipeline has
/// no intervals, writes by key, and to one database, which keeps the position in the transaction of the rows.
/// </summary>
internal static class CursorCheck
{
    /// <summary>The database that keeps the positions; null where no source has a cursor, or after a mistake.</summary>
    public static ConnectionSymbol? Positions(
        PipelineSyntax syntax, BoundPartition? partition, ImmutableArray<BoundWrite> writes, BindingContext context)
    {
        SourceSymbol? source = writes.SelectMany(w => QueryFacts.Of(w.Query, context.Session).Sources)
            .Where(s => s.HasCursor)
            .MinBy(s => s.Name, StringComparer.Ordinal);
        if (source is null)
        {
            return null;
        }

        if (partition is not null)
        {
            context.Report(ScheduleDiagnostics.CursorWithIntervals(partition.Span, source.Name, syntax.Name.Text));
        }

        foreach (BoundWrite write in writes.Where(w => !TakesRowsAgain(w)))
        {
            context.Report(ScheduleDiagnostics.CursorNeedsKey(write.Sink.Span, write.Name, source.Name));
        }

        ConnectionSymbol[] databases = [.. writes.Where(w => w.Sink.Connector.Name == "postgres").Select(w => w.Sink.Connection)
            .OfType<ConnectionSymbol>().Distinct()];
        if (databases is not [var database])
        {
            context.Report(ScheduleDiagnostics.CursorNeedsOneDatabase(syntax.Name.Span, source.Name, databases.Select(d => d.Name)));
            return null;
        }

        return database;
    }

    private static bool TakesRowsAgain(BoundWrite write) =>
        write.Sink.Connector is ConsoleConnector or UnknownConnector
        || (write.Sink.Connector.Name == "postgres" && write.Mode is WriteMode.Upsert or WriteMode.Scd2);
}
