using System.Globalization;
using FlowLang.Hosting.Html;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Pipelines;

/// <summary>
/// The last intervals of a pipeline as a grid, each with how its newest run went: hours of two weeks, days of half a year, weeks of two
/// years, months of four.
/// </summary>
internal static class PipelineCalendar
{
    private const int Days = 14;
    private const int Months = 6;
    private const int WeekYears = 2;
    private const int MonthYears = 4;

    /// <summary>The interval that <paramref name="now"/> lies in.</summary>
    public static RunInterval Current(IntervalUnit unit, DateTimeOffset now)
    {
        DateTimeOffset day = new(now.UtcDateTime.Date, TimeSpan.Zero);
        return RunInterval.Of(unit, unit switch
        {
            IntervalUnit.Hour => day.AddHours(now.UtcDateTime.Hour),
            IntervalUnit.Day => day,
            IntervalUnit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => day.AddDays(1 - day.Day),
        });
    }

    /// <param name="newest">Of each interval that ran, its newest run.</param>
    public static Markup Render(IntervalUnit unit, IReadOnlyDictionary<string, RunSummary> newest, DateTimeOffset now)
    {
        string[] columns = Columns(unit);
        return Markup.Of($"""
            <div class="table" tabindex="0" role="group" aria-label="Intervals"><table class="grid"><caption class="hidden">Intervals and how their newest runs went</caption>
            <thead><tr><td></td>{Markup.Each(columns, c => Markup.Of($"<th scope=\"col\">{c}</th>"))}</tr></thead>
            <tbody>{Markup.Each(Rows(unit, now), row => Row(unit, row, columns.Length, newest, now))}</tbody></table></div>
            {Legend()}
            """);
    }

    private static string[] Columns(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Hour => Numbers(0, 24),
        IntervalUnit.Day => Numbers(1, 31),
        IntervalUnit.Week => Numbers(1, 53),
        _ => ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    };

    private static string[] Numbers(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(n => n.ToString("00", CultureInfo.InvariantCulture))];

    /// <summary>The beginnings of the rows, the newest first.</summary>
    private static IEnumerable<DateTimeOffset> Rows(IntervalUnit unit, DateTimeOffset now)
    {
        DateTimeOffset day = new(now.UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset year = new(day.Year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return unit switch
        {
            IntervalUnit.Hour => Enumerable.Range(0, Days).Select(n => day.AddDays(-n)),
            IntervalUnit.Day => Enumerable.Range(0, Months).Select(n => day.AddDays(1 - day.Day).AddMonths(-n)),
            IntervalUnit.Week => Enumerable.Range(0, WeekYears).Select(n => year.AddYears(-n)),
            _ => Enumerable.Range(0, MonthYears).Select(n => year.AddYears(-n)),
        };
    }

    private static Markup Row(
        IntervalUnit unit, DateTimeOffset row, int columns, IReadOnlyDictionary<string, RunSummary> newest, DateTimeOffset now)
    {
        string title = row.ToString(
            unit switch { IntervalUnit.Hour => "MM-dd ddd", IntervalUnit.Day => "yyyy-MM", _ => "yyyy" }, CultureInfo.InvariantCulture);
        return Markup.Of($"""
            <tr><th scope="row">{title}</th>{Markup.Each(Enumerable.Range(0, columns), n => Cell(Interval(unit, row, n), newest, now))}</tr>
            """);
    }

    private static RunInterval? Interval(IntervalUnit unit, DateTimeOffset row, int column) => unit switch
    {
        IntervalUnit.Hour => RunInterval.Of(unit, row.AddHours(column)),
        IntervalUnit.Day => column < DateTime.DaysInMonth(row.Year, row.Month) ? RunInterval.Of(unit, row.AddDays(column)) : null,
        IntervalUnit.Week => column < ISOWeek.GetWeeksInYear(row.Year)
            ? RunInterval.Of(unit, new DateTimeOffset(ISOWeek.ToDateTime(row.Year, column + 1, DayOfWeek.Monday), TimeSpan.Zero))
            : null,
        _ => RunInterval.Of(unit, row.AddMonths(column)),
    };

    private static Markup Cell(RunInterval? interval, IReadOnlyDictionary<string, RunSummary> newest, DateTimeOffset now)
    {
        if (interval is null || interval.Start > now)
        {
            return Markup.Of($"<td></td>");
        }

        string text = interval.ToString();
        return newest.TryGetValue(text, out RunSummary? run)
            ? Markup.Of($"""
                <td><a class="cell {Words.Phase(run.Phase)}" href="{Paths.Run(run.Id)}" title="{text} {Words.Phase(run.Phase)}"><span class="hidden">{text} {Words.Phase(run.Phase)}</span></a></td>
                """)
            : Markup.Of($"<td><span class=\"cell none\" title=\"{text} has not run\"></span></td>");
    }

    private static Markup Legend() => Markup.Of($"""
        <p class="legend">{Markup.Each(Enum.GetValues<RunPhase>(), phase => Markup.Of($"<span><span class=\"cell {Words.Phase(phase)}\"></span> {Words.Phase(phase)}</span>"))}<span><span class="cell none"></span> not run</span></p>
        """);
}
