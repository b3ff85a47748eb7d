using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`retry: 5 { backoff: exponential(10s, max: 10m) }`.</summary>
internal static class RetryBinder
{
    private const string Backoff = "`exponential(10s, max: 10m)` or `fixed(30s)`";
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(10);

    public static BoundRetry? Bind(PropertySyntax property, BindingContext context)
    {
        if (property.Value is not IntegerLiteralSyntax { Value: var attempts } || attempts > 1000)
        {
            context.Report(ScheduleDiagnostics.PropertyValue(property.Value.Span, "retry", "how many times, up to 1000: `retry: 5`"));
            return null;
        }

        BoundRetry retry = new((int)attempts, true, DefaultDelay, null, property.Span);
        foreach (PropertySyntax option in property.Options)
        {
            if (option.Name.Text != "backoff")
            {
                context.Report(NameDiagnostics.UnknownOption(option.Name.Span, option.Name.Text, "`retry`", ["backoff"]));
                continue;
            }

            if (BindBackoff(option.Value, retry) is not { } bound)
            {
                context.Report(ScheduleDiagnostics.PropertyValue(option.Value.Span, "backoff", Backoff));
                return null;
            }

            retry = bound;
        }

        return retry.Attempts == 0 ? null : retry;
    }

    private static BoundRetry? BindBackoff(ExpressionSyntax syntax, BoundRetry retry)
    {
        if (syntax is not CallExpressionSyntax { Receiver: null, Function.Text: "exponential" or "fixed" } call)
        {
            return null;
        }

        bool isExponential = call.Function.Text == "exponential";
        TimeSpan? first = null;
        TimeSpan? max = null;
        foreach (ArgumentSyntax argument in call.Arguments)
        {
            TimeSpan? duration = Durations.ToTimeSpan(argument.Value);
            switch (argument.Name?.Text)
            {
                case null when duration is not null && first is null:
                    first = duration;
                    break;
                case "max" when duration is not null && isExponential:
                    max = duration;
                    break;
                default:
                    return null;
            }
        }

        return first is { } delay ? retry with { Exponential = isExponential, Delay = delay, MaxDelay = max } : null;
    }
}
