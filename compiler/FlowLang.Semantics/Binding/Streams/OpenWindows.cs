using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>
/// Sessions and sliding windows: which window a row is in is known when all of them are there. Until its group a row carries the columns of
/// its window, and no step can look into them.
/// </summary>
internal static class OpenWindows
{
    /// <summary>What is wrong with a step behind such a window; null where nothing is.</summary>
    public static Diagnostic? Refusal(StreamFacts facts, BoundStep step)
    {
        if (facts.Window is not { IsOpen: true } window)
        {
            return null;
        }

        if (step is BoundDedupe or BoundJoin or BoundSetOperation or BoundWindow)
        {
            return StreamDiagnostics.WindowUngrouped(step.Span, window.Span);
        }

        BoundColumn? read = Read(step).SelectMany(Within).OfType<BoundColumn>()
            .FirstOrDefault(column => facts.WindowColumns.Contains(column.Name));
        return read is null ? null : StreamDiagnostics.WindowUnknown(read.Span, read.Name, window.Span);
    }

    /// <summary>The key of written rows has to find all rows that sessions take back.</summary>
    public static void CheckKey(WriteSite site, StreamFacts facts, IReadOnlyCollection<string> key)
    {
        if (facts.Window is { IsOpen: true } window)
        {
            site.Context.Report(StreamDiagnostics.WindowUngrouped(site.Syntax.Relation.Span, window.Span));
        }

        if (facts.Sessions is not { } sessions || site.Sink.Connector is ConsoleConnector)
        {
            return;
        }

        bool isWhole = sessions.By.All(name => name is not null && key.Contains(name)) && sessions.Windows.Any(key.Contains);
        if (!isWhole || key.Any(name => !sessions.By.Contains(name) && !sessions.Windows.Contains(name)))
        {
            site.Context.Report(StreamDiagnostics.SessionKey(site.Sink.Span, sessions.At));
        }
    }

    // A column that only goes on, as itself or as a key of the group, is not looked into.
    private static IEnumerable<BoundExpression> Read(BoundStep step) => step switch
    {
        BoundSelect select => select.Columns.Select(column => column.Value).Where(value => value is not BoundColumn),
        BoundAggregate aggregate => aggregate.By.Select(key => key.Value).Where(value => value is not BoundColumn)
            .Concat(aggregate.Aggregates.Select(column => column.Value)),
        _ => StepExpressions.Of(step),
    };

    // An order that all columns make total has those of the window, too, which are the same in a group.
    private static IEnumerable<BoundExpression> Within(BoundExpression expression) => (expression is BoundAggregateCall call
            ? call.Arguments.Concat(call.Sort.Select(key => key.Value).Where(value => value is not BoundColumn))
            : expression.Children)
        .SelectMany(Within).Prepend(expression);
}
