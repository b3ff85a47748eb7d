using System.Collections.Immutable;
using FlowLang.Hosting.Html;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Pages.Runs;

/// <summary>
/// The parts of a run's last attempt as bars over its time: what was read, staged, written and committed; of one that goes, up to now.
/// </summary>
internal static class RunBars
{
    private const int Width = 1000;
    private const double Narrowest = 3;

    /// <summary>Marked while the run goes: then the page has its live parts loaded again and again.</summary>
    public static Markup Render(RunDetail run, DateTimeOffset now) => Markup.Of($"""
        <div id="bars"{Markup.If(run.Summary.Phase == RunPhase.Running, () => Markup.Of($" data-goes"))}>{Markup.If(!run.Times.IsDefaultOrEmpty, () => Parts.Section(
            "times", "Time", Markup.Of($"<span class=\"muted\">of the last attempt</span>"), Chart([.. run.Times.OrderBy(t => t.Began)], now)))}</div>
        """);

    private static Markup Chart(ImmutableArray<StepTime> times, DateTimeOffset now)
    {
        DateTimeOffset from = times[0].Began;
        TimeSpan length = TimeSpan.FromTicks(Math.Max(1, times.Max(t => (t.Ended ?? now) - from).Ticks));
        return Markup.Of($"""
            <div class="gantt parts"><div class="gantt-line axis" aria-hidden="true"><span></span><span class="ticks">{Markup.Each(Enumerable.Range(0, 5), n => Markup.Of($"<span>{Words.Span(length * n / 4)}</span>"))}</span></div>
            <ul>{Markup.Each(times, time => Line(time, from, length, now))}</ul></div>
            """);
    }

    private static Markup Line(StepTime time, DateTimeOffset from, TimeSpan length, DateTimeOffset now)
    {
        TimeSpan duration = time.Duration ?? (now > time.Began ? now - time.Began : TimeSpan.Zero);
        bool goes = time.Ended is null;
        double start = (time.Began - from) / length * Width;
        double width = Math.Max(Narrowest, duration / length * Width);
        string far = goes ? " so far" : "";
        string words = $"{time.Work} {time.Subject}: {Words.Span(duration)}{far}, begun after {Words.Span(time.Began - from)}";
        return Markup.Of($"""
            <li class="gantt-line"><span class="gantt-name" title="{words}"><span class="kind">{time.Work}</span> {time.Subject}</span>
            <svg viewBox="0 0 {Width} 22" preserveAspectRatio="none" role="img" aria-label="{words}"><title>{words}</title><path class="rule" d="M250,0V22M500,0V22M750,0V22"/><rect class="{time.Work}{(goes ? " goes" : "")}" x="{Math.Min(start, Width - Narrowest):0.##}" y="3" width="{width:0.##}" height="16" rx="2"/></svg>
            <span class="number">{Words.Span(duration)}{(goes ? " …" : "")}</span></li>
            """);
    }
}
