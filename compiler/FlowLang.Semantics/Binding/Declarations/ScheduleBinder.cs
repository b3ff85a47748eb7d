using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Times;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`cron("5 * * * *", tz: "Area/City")` and `every(15m)`.</summary>
internal static class ScheduleBinder
{
    private const string Wanted = "`cron(\"…\", tz: \"Area/City\")` or `every(15m)`";

    public static BoundSchedule? Bind(PropertySyntax property, BindingContext context)
    {
        switch (property.Value)
        {
            case CallExpressionSyntax { Receiver: null, Function.Text: "cron" } cron:
                return BindCron(cron, context);
            case CallExpressionSyntax { Receiver: null, Function.Text: "every", Arguments: [{ Name: null, Value: { } value }] } every
                when Durations.ToTimeSpan(value) is { } period:
                return new BoundEvery(period, every.Span);
            default:
                context.Report(ScheduleDiagnostics.PropertyValue(property.Value.Span, "schedule", Wanted));
                return null;
        }
    }

    private static BoundCron? BindCron(CallExpressionSyntax cron, BindingContext context)
    {
        if (CronArguments.Read(cron, context) is not { } given)
        {
            return null;
        }

        if (given.Expression is not { } expression)
        {
            context.Report(ScheduleDiagnostics.PropertyValue(cron.Span, "schedule", Wanted));
            return null;
        }

        if (given.Zone is not { } zone)
        {
            context.Report(ScheduleDiagnostics.CronNeedsZone(cron.Span));
            return null;
        }

        if (CronCheck.Mistake(expression.Value) is { } mistake)
        {
            context.Report(ScheduleDiagnostics.CronInvalid(expression.Span, mistake));
        }

        if (!TimeZones.IsKnown(zone.Value))
        {
            context.Report(ScheduleDiagnostics.UnknownZone(zone.Span, zone.Value));
        }

        BoundCron bound = new(expression.Value, zone.Value, cron.Span) { SkipsGaps = given.SkipsGaps, RunsBoth = given.RunsBoth };
        return ScheduleChecks.Cron(bound, expression.Span, context.Session.Catalog.Today, context.Session.Bag) ? bound : null;
    }
}
