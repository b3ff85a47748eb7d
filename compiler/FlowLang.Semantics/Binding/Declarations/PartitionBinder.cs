using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`partition: day(start: 2024-01-01, on: column, lookback: 3)`: each run owns one interval.</summary>
internal static class PartitionBinder
{
    private const int MaxLookback = 1000;
    private const string Wanted = "`hour`, `day`, `week` or `month` with a start: `day(start: 2024-01-01)`";

    public static BoundPartition? Bind(PropertySyntax property, BindingContext context)
    {
        if (property.Value is not CallExpressionSyntax { Receiver: null, Function.Text: "hour" or "day" or "week" or "month" } call)
        {
            context.Report(ScheduleDiagnostics.PropertyValue(property.Value.Span, "partition", Wanted));
            return null;
        }

        if (Arguments.Of(call, context) is not { } arguments)
        {
            return null;
        }

        IntervalUnit unit = call.Function.Text switch
        {
            "hour" => IntervalUnit.Hour,
            "day" => IntervalUnit.Day,
            "week" => IntervalUnit.Week,
            _ => IntervalUnit.Month,
        };
        DateTime first = arguments.Start;
        if (!Begins(first, unit))
        {
            context.Report(ScheduleDiagnostics.PartitionStart(
                call.Span, call.Function.Text, first.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture)));
        }

        return new BoundPartition(unit, first, arguments.On?.Name.Text, call.Span)
        {
            OnSpan = arguments.On?.Span,
            Lookback = arguments.Lookback,
        };
    }

    /// <summary>`on:` must name a column of something: bound to nothing, every run would take all rows.</summary>
    public static void CheckColumn(
        PipelineSymbol pipeline, BoundPartition partition, ImmutableArray<BoundWrite> writes, BindingContext context)
    {
        // `replace_partition` of a table looks for the column itself.
        bool isTold = writes.Any(
            w => w is { Mode: WriteMode.ReplacePartition, PartitionColumns.IsEmpty: true, Sink.Descriptor.HasOrigin: false });
        if (isTold || writes.IsEmpty || partition is not { On: { } on, OnSpan: { } span })
        {
            return;
        }

        RowType[] rows =
        [
            .. writes.Select(w => w.Query.Row),
            .. writes.SelectMany(w => QueryFacts.Of(w.Query, context.Session).Sources).Select(s => s.Row),
        ];
        if (rows.All(row => row.Find(on) is null))
        {
            string[] columns = [.. rows.SelectMany(row => row.Fields).Select(f => f.Name).Distinct(StringComparer.Ordinal)];
            context.Report(ScheduleDiagnostics.PartitionColumnNowhere(span, on, pipeline.Name, columns));
        }
    }

    private static bool Begins(DateTime start, IntervalUnit unit) => unit switch
    {
        IntervalUnit.Hour => start.Ticks % TimeSpan.TicksPerHour == 0,
        IntervalUnit.Day => start.TimeOfDay == TimeSpan.Zero,
        IntervalUnit.Week => start.TimeOfDay == TimeSpan.Zero && start.DayOfWeek == DayOfWeek.Monday,
        _ => start.TimeOfDay == TimeSpan.Zero && start.Day == 1,
    };

    private sealed record Arguments(DateTime Start, NameExpressionSyntax? On, int Lookback)
    {
        /// <summary>Null after a mistake.</summary>
        public static Arguments? Of(CallExpressionSyntax call, BindingContext context)
        {
            DateTime? start = null;
            NameExpressionSyntax? on = null;
            int lookback = 0;
            foreach (ArgumentSyntax argument in call.Arguments)
            {
                switch (argument.Name?.Text, argument.Value)
                {
                    case ("start", DateLiteralSyntax date):
                        start = date.Value.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
                        break;
                    case ("start", InstantLiteralSyntax instant):
                        start = DateTime.SpecifyKind(instant.Value, DateTimeKind.Utc);
                        break;
                    case ("on", NameExpressionSyntax column):
                        on = column;
                        break;
                    case ("lookback", IntegerLiteralSyntax { Value: var n }) when n >= 1 && n <= MaxLookback:
                        lookback = (int)n;
                        break;
                    case ("lookback", _):
                        context.Report(ScheduleDiagnostics.PropertyValue(
                            argument.Value.Span, "lookback", $"a number of intervals from 1 to {MaxLookback}"));
                        break;
                    default:
                        context.Report(ScheduleDiagnostics.PropertyValue(argument.Span, "partition", Wanted));
                        return null;
                }
            }

            if (start is { } first)
            {
                return new Arguments(first, on, lookback);
            }

            context.Report(ScheduleDiagnostics.PropertyValue(call.Span, "partition", Wanted));
            return null;
        }
    }
}
