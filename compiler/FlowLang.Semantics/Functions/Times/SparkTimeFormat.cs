using System.Text;
using System.Text.RegularExpressions;

namespace FlowLang.Semantics.Functions.Times;

/// <summary>
/// The formats of `format_instant` and `parse_instant` in Spark. It writes by the same tokens; what it reads it takes apart by a regular
/// expression, since its own reader knows no names of days.
/// </summary>
internal static class SparkTimeFormat
{
    private const string Months = "'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', " +
        "'November', 'December'";
    private const string Days = "'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'";

    public static string Print(SqlCall call)
    {
        string format = Format(TimeFormat.Of(call.Constants[1]));
        string local = $"CAST({SparkZones.ToLocal(call.Arguments[0], call.Arguments[2])} AS TIMESTAMP)";
        return $"date_format({local}, {SparkText.Quote(format)})";
    }

    public static string Read(SqlCall call)
    {
        TimeFormat format = TimeFormat.Of(call.Constants[1]);
        string pattern = "^" + string.Concat(format.Parts.Select(p => p.Token is { } t ? $"({t.Pattern})" : Regex.Escape(p.Text))) + @"\z";
        Func<string, string?> part = name => Part(call.Arguments[0], pattern, format, name);
        List<string> tests = [$"{call.Arguments[0]} RLIKE {SparkText.Quote(pattern)}"];
        AddNames(tests, part("EEEE"), Days);
        AddNames(tests, part("EEE"), Short(Days));
        if (part("hh") is { } hour)
        {
            tests.Add($"{hour} BETWEEN '01' AND '12'");
        }

        string date = $"flow_read_datetime({Text(part)})";
        return SparkZones.ToInstant($"(CASE WHEN {string.Join(" AND ", tests)} THEN {date} END)", call.Arguments[2]);
    }

    // What is no token stands between single quotes, as one run: a quote is written twice, and so would the seam of two runs be.
    private static string Format(TimeFormat format)
    {
        StringBuilder text = new();
        bool isQuoted = false;
        foreach (TimeFormatPart part in format.Parts)
        {
            text.Append(isQuoted == part.Token is null ? "" : "'");
            isQuoted = part.Token is null;
            text.Append(isQuoted ? part.Text.Replace("'", "''", StringComparison.Ordinal) : part.Text);
        }

        return text.Append(isQuoted ? "'" : "").ToString();
    }

    private static void AddNames(List<string> tests, string? part, string names)
    {
        if (part is not null)
        {
            tests.Add($"{part} IN ({names})");
        }
    }

    private static string Short(string names) => Regex.Replace(names, "'([A-Z][a-z]{2})[a-z]*'", "'$1'");

    // As the reader of datetimes takes it: a part that is no month or hour makes it null.
    private static string Text(Func<string, string?> part)
    {
        string month = part("MM") ?? Numbered(part("MMMM"), Months) ?? Numbered(part("MMM"), Short(Months)) ?? "'01'";
        string? twelve = part("hh") is { } hh
            ? $"lpad(CAST(try_cast({hh} AS INT) % 12 + CASE {part("a")} WHEN 'PM' THEN 12 ELSE 0 END AS STRING), 2, '0')"
            : null;
        string fraction = part("SSSSSS") ?? part("SSS") ?? "'0'";
        return $"concat({part("yyyy")}, '-', {month}, '-', {part("dd")}, 'T', {part("HH") ?? twelve ?? "'00'"}, ':', " +
            $"{part("mm") ?? "'00'"}, ':', {part("ss") ?? "'00'"}, '.', {fraction})";
    }

    private static string? Numbered(string? part, string names) =>
        part is null ? null : $"lpad(CAST(array_position(array({names}), {part}) AS STRING), 2, '0')";

    private static string? Part(string text, string pattern, TimeFormat format, string name)
    {
        TimeFormatPart[] tokens = [.. format.Parts.Where(p => p.Token is not null)];
        int index = Array.FindIndex(tokens, p => p.Text == name);
        return index < 0 ? null : $"regexp_extract({text}, {SparkText.Quote(pattern)}, {index + 1})";
    }
}
