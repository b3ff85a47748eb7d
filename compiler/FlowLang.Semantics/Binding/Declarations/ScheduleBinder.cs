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
        TextLiteralSyntax? expression = null;
        TextLiteralSyntax? zone = null;
        foreach (ArgumentSyntax argument in cron.Arguments)
        {
            switch (argument.Name?.Text, argument.Value)
            {
                case (null, TextLiteralSyntax text) when expression is null:
                    expression = text;
                    break;
                case ("tz", TextLiteralSyntax text):
                    zone = text;
                    break;
                case ("gap", NameExpressionSyntax { Name.Text: "shift" or "skip" }):
                case ("overlap", NameExpressionSyntax { Name.Text: "first" or "both" }):
                    break;
                default:
                    context.Report(ScheduleDiagnostics.PropertyValue(argument.Span, "cron",
                        "(\"…\", tz: \"Area/City\", gap: shift|skip, overlap: first|both)"));
                    return null;
            }
        }

        if (expression is null)
        {
            context.Report(ScheduleDiagnostics.PropertyValue(cron.Span, "schedule", Wanted));
            return null;
        }

        if (zone is null)
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

        return new BoundCron(expression.Value, zone.Value, cron.Span);
    }
}
