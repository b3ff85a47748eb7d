using System.Text.RegularExpressions;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`{day}` and its like in paths of files and in requests: what a run's interval is called.</summary>
internal static partial class Placeholders
{
    // From coarse to fine.
    private static readonly string[] Known = ["year", "month", "week", "day", "hour"];

    // The borders of an interval of any length, and what is no interval; in requests only.
    private static readonly string[] InRequests = [RestEndpoint.Cursor, "start", "end"];

    /// <summary>The finest placeholder of a place's path or request; null where there is none. Unknown ones are reported.</summary>
    public static PlaceholderPlace? InPath(BoundEndpoint endpoint, BindingContext context)
    {
        string[] known = RestEndpoint.Is(endpoint) ? [.. InRequests, .. Known] : Known;
        PlaceholderPlace? finest = null;
        int rank = 0;
        foreach (PlaceholderPlace place in Of(endpoint))
        {
            int index = Array.IndexOf(known, place.Name);
            if (index < 0)
            {
                context.Report(ScheduleDiagnostics.UnknownPlaceholder(place.Span, place.Name, known));
            }
            else if (place.Name != RestEndpoint.Cursor && (finest is null || index > rank))
            {
                (finest, rank) = (place, index);
            }
        }

        return finest;
    }

    /// <summary>Every `{name}` of a place's path and, where it is a request, of its parameters and headers.</summary>
    public static IEnumerable<PlaceholderPlace> Of(BoundEndpoint endpoint) =>
        from option in endpoint.Options
        where option.Name == "path" || RestEndpoint.Is(endpoint)
        from part in option.Value is ValuesOption values ? values.Values.AsEnumerable() : [option]
        from Match match in Pattern().Matches(Text(part.Value))
        select new PlaceholderPlace(match.Groups[1].Value, part.Span);

    /// <summary>The finest placeholder of a path that names intervals; null where there is none.</summary>
    public static string? Finest(BoundEndpoint endpoint) =>
        Of(endpoint).Select(place => place.Name).Where(Known.Contains).MaxBy(name => Array.IndexOf(Known, name));

    /// <summary>Whether a run's interval names one value of the placeholder: a day has one month, a month has many days.</summary>
    public static bool IsWholeWithin(string placeholder, IntervalUnit unit) => placeholder switch
    {
        "hour" => unit == IntervalUnit.Hour,
        "day" => unit is IntervalUnit.Hour or IntervalUnit.Day,
        "week" => unit is IntervalUnit.Hour or IntervalUnit.Day or IntervalUnit.Week,
        _ => true,
    };

    private static string Text(OptionValue value) => value switch
    {
        TextOption literal => literal.Value,
        TemplateOption { Value: BoundInterpolation template } =>
            string.Concat(template.Parts.OfType<BoundLiteral>().Select(part => part.Value as string)),
        _ => "",
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Pattern();
}
