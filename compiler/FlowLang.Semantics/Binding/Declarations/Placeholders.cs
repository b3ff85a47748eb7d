using System.Text.RegularExpressions;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`{day}` and its like in paths of files: what a run's interval is called.</summary>
internal static partial class Placeholders
{
    // From coarse to fine.
    private static readonly string[] Known = ["year", "month", "week", "day", "hour"];

    /// <summary>The finest placeholder of a path; null where there is none. Unknown ones are reported.</summary>
    public static PlaceholderPlace? InPath(BoundEndpoint endpoint, BindingContext context)
    {
        BoundOption? path = endpoint.Options.FirstOrDefault(option => option.Name == "path");
        string text = path?.Value switch
        {
            TextOption literal => literal.Value,
            TemplateOption { Value: BoundInterpolation template } =>
                string.Concat(template.Parts.OfType<BoundLiteral>().Select(part => part.Value as string)),
            _ => "",
        };
        int finest = -1;
        foreach (Match match in Pattern().Matches(text))
        {
            int index = Array.IndexOf(Known, match.Groups[1].Value);
            if (index < 0 && path is not null)
            {
                context.Report(ScheduleDiagnostics.UnknownPlaceholder(path.Span, match.Groups[1].Value));
            }

            finest = Math.Max(finest, index);
        }

        return finest < 0 || path is null ? null : new PlaceholderPlace(Known[finest], path.Span);
    }

    /// <summary>Whether a run's interval names one value of the placeholder: a day has one month, a month has many days.</summary>
    public static bool IsWholeWithin(string placeholder, IntervalUnit unit) => placeholder switch
    {
        "hour" => unit == IntervalUnit.Hour,
        "day" => unit is IntervalUnit.Hour or IntervalUnit.Day,
        "week" => unit is IntervalUnit.Hour or IntervalUnit.Day or IntervalUnit.Week,
        _ => true,
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Pattern();
}
