using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`ttl 7d`, `within 10m`: how long rows of a stream are remembered.</summary>
internal static class TimeToLive
{
    public static TimeSpan? Bind(ExpressionSyntax? syntax, BindingContext context)
    {
        TimeSpan? duration = syntax is null ? null : Durations.ToTimeSpan(syntax);
        if (syntax is not null && duration is null)
        {
            context.Report(TypeDiagnostics.OptionType(syntax.Span, "ttl", "a duration of fixed length: `10s`, `5m`, `1h`"));
        }

        return duration;
    }
}
