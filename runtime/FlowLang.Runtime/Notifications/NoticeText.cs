using System.Collections.Immutable;
using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>A notice in words: a title for a subject line, and lines below it.</summary>
public static class NoticeText
{
    private const int MostNamed = 20;

    /// <summary>One line, such as <c>taxi: hourly failed (RT6011)</c>.</summary>
    public static string Title(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        string code = notice.Error is { } error ? $" ({error.Code})" : "";
        string what = notice.Kind switch
        {
            NoticeKind.Failed => $"{notice.Pipeline} failed{code}",
            NoticeKind.StillFailing => $"{notice.Pipeline} still fails{code}",
            NoticeKind.Recovered => $"{notice.Pipeline} is well again",
            NoticeKind.Late => $"{notice.Pipeline} is late",
            NoticeKind.Test => "a test: notices arrive here",
            _ => $"{notice.Others.Length} notices: {Counts(notice.Others)}",
        };
        return OneLine.Of($"{notice.Program}: {what}");
    }

    /// <summary>The details, each a label and a text; none of them is empty.</summary>
    public static ImmutableArray<(string Label, string Text)> Lines(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var lines = ImmutableArray.CreateBuilder<(string, string)>();
        void Add(string label, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                lines.Add((label, text));
            }
        }

        Add("error", notice.Error is { } error ? $"{error.Code}: {error.Message}" : null);
        Add("why", notice.Error?.Why);
        Add("help", notice.Error?.Help);
        Add("where", notice.Error is { File: { } file } at ? $"{file}:{at.Line}" : null);
        Add("interval", notice.Interval);
        Add("run", notice.Run);
        Add("since", notice.Since is { } since ? $"{Time(since)}{(notice.Failures > 0 ? $", {notice.Failures} runs failed" : "")}" : null);
        foreach (Notice other in notice.Others.Take(MostNamed))
        {
            Add(other.Pipeline, Title(other)[(other.Program.Length + 2)..]);
        }

        Add("and", notice.Others.Length > MostNamed ? $"{notice.Others.Length - MostNamed} more" : null);
        Add("at", Time(notice.At));
        return lines.ToImmutable();
    }

    private static string Counts(ImmutableArray<Notice> notices) => string.Join(", ", notices
        .GroupBy(n => n.Kind)
        .OrderBy(g => g.Key)
        .Select(g => $"{g.Count()} {g.Key switch
        {
            NoticeKind.Failed => "failed",
            NoticeKind.StillFailing => "still failing",
            NoticeKind.Recovered => "well again",
            _ => "late",
        }}"));

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
