using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Functions.Times;

/// <summary>A format of `format_instant`, `parse_instant` and `date_format`: tokens of a closed list, quoted text and
/// punctuation.</summary>
internal sealed record TimeFormat(ImmutableArray<TimeFormatPart> Parts)
{
    private static readonly ImmutableArray<TimeToken> Known =
    [
        new("yyyy", "%Y", "YYYY", "[0-9]{4}", "yyyy"), new("MMMM", "%B", "FMMonth", "[A-Z][a-z]+", "MMMM"),
        new("MMM", "%b", "Mon", "[A-Z][a-z]{2}", "MMM"), new("MM", "%m", "MM", "[0-9]{2}", "MM"), new("dd", "%d", "DD", "[0-9]{2}", "dd"),
        new("EEEE", "%A", "FMDay", "[A-Z][a-z]+", "dddd"), new("EEE", "%a", "Dy", "[A-Z][a-z]{2}", "ddd"),
        new("HH", "%H", "HH24", "[0-9]{2}", "HH"), new("hh", "%I", "HH12", "[0-9]{2}", "hh"), new("a", "%p", "AM", "[AP]M", "tt"),
        new("mm", "%M", "MI", "[0-9]{2}", "mm"), new("ss", "%S", "SS", "[0-9]{2}", "ss"),
        new("SSSSSS", "%f", "US", "[0-9]{6}", "ffffff"), new("SSS", "%g", "MS", "[0-9]{3}", "fff"),
    ];

    public static Diagnostic? Check(BoundExpression format) => Check(TextOf(format), format.Span);

    /// <inheritdoc cref="CheckForParsing(string, TextSpan)"/>
    public static Diagnostic? CheckForParsing(BoundExpression format) => CheckForParsing(TextOf(format), format.Span);

    /// <summary>Reading needs a whole date, and `a` with hours of twelve.</summary>
    public static Diagnostic? CheckForParsing(string format, TextSpan span)
    {
        if (Check(format, span) is { } diagnostic)
        {
            return diagnostic;
        }

        HashSet<string> tokens = [.. Of(format).Parts.Where(p => p.Token is not null).Select(p => p.Text)];
        string? mistake = !tokens.Contains("yyyy") || !tokens.Contains("dd") || !tokens.Any(t => t.StartsWith("MM",
            StringComparison.Ordinal))
            ? "names no whole date: it needs year, month and day"
            : tokens.Contains("hh") != tokens.Contains("a") ? "needs `hh` and `a` together" : null;
        return mistake is null ? null : TypeDiagnostics.UnknownFormatToken(span, mistake, Known.Select(t => t.Text));
    }

    public static TimeFormat Of(object? format) => TryParse(format as string ?? "", out _) ?? new TimeFormat([]);

    /// <summary>DuckDB's format.</summary>
    public string ToDirectives() =>
        string.Concat(Parts.Select(p => p.Token?.Directive ?? p.Text.Replace("%", "%%", StringComparison.Ordinal)));

    /// <summary>Whether it has a time of day.</summary>
    public bool HasClock => Parts.Any(p => p.Token?.Text is "HH" or "hh" or "a" or "mm" or "ss" or "SSS" or "SSSSSS");

    /// <summary>The datetime that a text names, as SQL; null where it does not fit exactly.</summary>
    public string ToDateTime(string text) =>
        $"flow_checked_datetime(CASE WHEN regexp_full_match({text}, {SqlText.Quote(Pattern)}) " +
        $"THEN try_strptime({text}, {SqlText.Quote(ToDirectives())}) END)";

    // What exactly fits the format.
    private string Pattern => string.Concat(Parts.Select(p => p.Token?.Pattern ?? Regex.Escape(p.Text)));

    private static string TextOf(BoundExpression format) => format is BoundLiteral { Value: string value } ? value : "";

    private static Diagnostic? Check(string format, TextSpan span) => TryParse(format, out string? mistake) is null && mistake is not null
        ? TypeDiagnostics.UnknownFormatToken(span, mistake, Known.Select(t => t.Text))
        : null;

    /// <summary>The tokens in their order, for a pattern of <see cref="ToGroups"/>.</summary>
    public ImmutableArray<string> Tokens => [.. Parts.Select(p => p.Token?.Text).OfType<string>()];

    /// <summary>What exactly fits the format, for PostgreSQL, of the whole text, with a group for each token.</summary>
    public string ToGroups() => $"^{string.Concat(Parts.Select(p => p.Token is { } t ? $"({t.Pattern})" : Literal(p.Text)))}$";

    /// <summary>For PostgreSQL's to_char: text stands in double quotes.</summary>
    public string ToPostgres() => string.Concat(Parts.Select(p => p.Token?.Postgres ?? $"\"{Quoted(p.Text)}\""));

    private static string Quoted(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Literal(string text) =>
        string.Concat(text.Select(c => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) ? $"\\{c}" : c.ToString()));

    /// <summary>.NET's format.</summary>
    public string ToDotNet() => string.Concat(Parts.Select(p => p.Token?.DotNet ?? $"'{Escaped(p.Text)}'"));

    private static string Escaped(string text) =>
        text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal);

    private static TimeFormat? TryParse(string text, out string? mistake)
    {
        ImmutableArray<TimeFormatPart>.Builder parts = ImmutableArray.CreateBuilder<TimeFormatPart>();
        mistake = null;
        for (int at = 0; at < text.Length;)
        {
            if (text[at] == '\'')
            {
                int close = text.IndexOf('\'', at + 1);
                if (close < 0)
                {
                    mistake = "has a quote without its end";
                    return null;
                }

                parts.Add(new TimeFormatPart(close == at + 1 ? "'" : text[(at + 1)..close], null));
                at = close + 1;
            }
            else if (char.IsLetter(text[at]))
            {
                int start = at;
                at += text.AsSpan(at).IndexOfAnyExcept(text[at]) is >= 0 and var run ? run : text.Length - at;
                TimeToken? token = Known.FirstOrDefault(t => t.Text == text[start..at]);
                if (token is null)
                {
                    mistake = $"has no meaning for `{text[start..at]}`";
                    return null;
                }

                parts.Add(new TimeFormatPart(token.Text, token));
            }
            else
            {
                parts.Add(new TimeFormatPart(text[at++].ToString(), null));
            }
        }

        return new TimeFormat(parts.ToImmutable());
    }
}

/// <param name="Directive">DuckDB's.</param>
/// <param name="Postgres">That of PostgreSQL's to_char.</param>
/// <param name="Pattern">What it takes when text is read.</param>
/// <param name="DotNet">.NET's specifier.</param>
internal sealed record TimeToken(string Text, string Directive, string Postgres, string Pattern, string DotNet);

/// <param name="Token">Null for text that stands for itself.</param>
internal sealed record TimeFormatPart(string Text, TimeToken? Token);
