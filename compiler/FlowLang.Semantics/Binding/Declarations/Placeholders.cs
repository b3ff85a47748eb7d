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
        if (PathOf(endpoint) is not { } path)
        {
            return null;
        }

        foreach (string unknown in Names(path).Where(name => !Known.Contains(name)))
        {
            context.Report(ScheduleDiagnostics.UnknownPlaceholder(path.Span, unknown));
        }

        return Finest(endpoint) is { } finest ? new PlaceholderPlace(finest, path.Span) : null;
    }

    /// <summary>The finest placeholder of a path; null where there is none.</summary>
    public static string? Finest(BoundEndpoint endpoint) =>
        PathOf(endpoint) is { } path ? Names(path).Where(Known.Contains).MaxBy(name => Array.IndexOf(Known, name)) : null;

    /// <summary>Whether a run's interval names one value of the placeholder: a day has one month, a month has many days.</summary>
    public static bool IsWholeWithin(string placeholder, IntervalUnit unit) => placeholder switch
    {
        "hour" => unit == IntervalUnit.Hour,
        "day" => unit is IntervalUnit.Hour or IntervalUnit.Day,
        "week" => unit is IntervalUnit.Hour or IntervalUnit.Day or IntervalUnit.Week,
        _ => true,
    };

    private static BoundOption? PathOf(BoundEndpoint endpoint) => endpoint.Options.FirstOrDefault(option => option.Name == "path");

    private static IEnumerable<string> Names(BoundOption path)
    {
        string text = path.Value switch
        {
            TextOption literal => literal.Value,
            TemplateOption { Value: BoundInterpolation template } =>
                string.Concat(template.Parts.OfType<BoundLiteral>().Select(part => part.Value as string)),
            _ => "",
        };
        return Pattern().Matches(text).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Pattern();
}
