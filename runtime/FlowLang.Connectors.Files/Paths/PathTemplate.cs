using System.Text.RegularExpressions;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>A path with placeholders: <c>trips/dt={day}/*.parquet</c>.</summary>
internal static partial class PathTemplate
{
    /// <summary>Fills the placeholders from the interval's start.</summary>
    public static string Bind(string template, RunInterval? interval, string owner) =>
        Placeholder().Replace(template, match => interval is null
            ? throw FileErrors.NoInterval(owner, template)
            : interval.Placeholder(match.Groups["name"].Value));

    [GeneratedRegex(@"\{(?<name>year|month|day|hour|week)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
