using FlowLang.Semantics.Functions.Times;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Connectors;

/// <summary>
/// The option `date_format` of a place of text: one format of days, which dates are written in, and one with a time of day, which datetimes
/// and instants (on the clocks of UTC) are written in. Null where it is ISO 8601.
/// </summary>
public sealed record DateFormats(string? Days, string? Times)
{
    public const string Option = "date_format";

    public static DateFormats Of(BoundEndpoint endpoint) => Of(endpoint.Find(Option));

    internal static DateFormats Of(OptionValue? option)
    {
        string[] formats = option is TextListOption { Values: var texts } ? [.. texts] : [];
        return new DateFormats(formats.FirstOrDefault(f => !HasClock(f)), formats.FirstOrDefault(HasClock));
    }

    /// <summary>The format of columns of a type; null where they are written in their own form.</summary>
    public string? For(FlowType type) => type switch
    {
        DateType => Days,
        DateTimeType or InstantType => Times,
        _ => null,
    };

    /// <summary>DuckDB's format.</summary>
    public static string Directives(string format) => TimeFormat.Of(format).ToDirectives();

    /// <summary>The value of a text in a format as SQL, null where it does not fit.</summary>
    public static string Read(FlowType type, string format, string text)
    {
        string local = TimeFormat.Of(format).ToDateTime(text);
        return type switch
        {
            DateType => $"CAST({local} AS DATE)",
            InstantType => ZoneSql.ToInstant(local, "'UTC'"),
            _ => local,
        };
    }

    private static bool HasClock(string format) => TimeFormat.Of(format).HasClock;
}
