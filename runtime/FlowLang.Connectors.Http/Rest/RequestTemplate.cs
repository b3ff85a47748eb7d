using System.Globalization;
using System.Text.RegularExpressions;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Text of a request with placeholders: <c>{start}</c> and <c>{end}</c> of the run's interval (RFC 3339, UTC), <c>{day}</c> and its like,
/// <c>{cursor}</c>.
/// </summary>
internal sealed partial class RequestTemplate(string source, RunInterval? interval, string? cursor)
{
    /// <summary>The text with its values, each as <paramref name="escape"/> gives it; null where it wants a cursor that there is none
    /// of.</summary>
    public string? Bind(string text, Func<string, string>? escape = null)
    {
        bool isWhole = true;
        string bound = Placeholder().Replace(text, match =>
        {
            string? value = Value(match.Groups["name"].Value, text);
            isWhole &= value is not null;
            return value is null || escape is null ? value ?? "" : escape(value);
        });
        return isWhole ? bound : null;
    }

    private string? Value(string name, string text) => name switch
    {
        "cursor" => cursor,
        _ when interval is null => throw RestErrors.NoInterval(source, text),
        "start" => Instant(interval.Start),
        "end" => Instant(interval.End),
        _ => interval.Placeholder(name),
    };

    private static string Instant(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<name>cursor|start|end|year|month|day|hour|week)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
