using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>What stands between the brackets of `cron(…)`.</summary>
internal sealed record CronArguments(TextLiteralSyntax? Expression, TextLiteralSyntax? Zone, bool? SkipsGaps, bool? RunsBoth)
{
    /// <summary>Null, and reported, where there is something else.</summary>
    public static CronArguments? Read(CallExpressionSyntax cron, BindingContext context)
    {
        CronArguments given = new(null, null, null, null);
        foreach (ArgumentSyntax argument in cron.Arguments)
        {
            CronArguments? more = (argument.Name?.Text, argument.Value) switch
            {
                (null, TextLiteralSyntax text) when given.Expression is null => given with { Expression = text },
                ("tz", TextLiteralSyntax text) => given with { Zone = text },
                ("gap", NameExpressionSyntax { Name.Text: "shift" or "skip" } rule) => given with { SkipsGaps = rule.Name.Text == "skip" },
                ("overlap", NameExpressionSyntax { Name.Text: "first" or "both" } rule) =>
                    given with { RunsBoth = rule.Name.Text == "both" },
                _ => null,
            };
            if (more is null)
            {
                context.Report(ScheduleDiagnostics.PropertyValue(
                    argument.Span, "cron", "(\"…\", tz: \"Area/City\", gap: shift|skip, overlap: first|both)"));
                return null;
            }

            given = more;
        }

        return given;
    }
}
