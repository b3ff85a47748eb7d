using FlowLang.Compiler.Tests.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Deployments;
using Xunit;

namespace FlowLang.Compiler.Tests.Planning;

/// <summary>Schedules as systemd's calendar events.</summary>
public sealed class TimerCalendarTests
{
    [Theory]
    [InlineData("cron(\"5 * * * *\", tz: \"UTC\")", "*-*-* *:5:0 UTC")]
    [InlineData("cron(\"*/10 6-9 * * *\", tz: \"America/New_York\")", "*-*-* 6..9:0/10:0 America/New_York")]
    [InlineData("cron(\"0 6,18 1 JAN,jul *\", tz: \"UTC\")", "*-1,7-1 6,18:0:0 UTC")]
    [InlineData("cron(\"30 4 * * MON-FRI\", tz: \"UTC\")", "Mon..Fri *-*-* 4:30:0 UTC")]
    [InlineData("cron(\"30 4 * * 0,6\", tz: \"UTC\")", "Sun,Sat *-*-* 4:30:0 UTC")]
    [InlineData("cron(\"0 0 */2 * *\", tz: \"UTC\")", "*-*-1/2 0:0:0 UTC")]
    [InlineData("every(15s)", "*-*-* *:*:0/15 UTC")]
    [InlineData("every(20m)", "*-*-* *:0/20:0 UTC")]
    [InlineData("every(6h)", "*-*-* 0/6:0:0 UTC")]
    [InlineData("every(1d)", "*-*-* 0:0:0 UTC")]
    [InlineData("every(7m)", null)]
    [InlineData("every(5h)", null)]
    [InlineData("every(2d)", null)]
    [InlineData("cron(\"0 0 1 * MON\", tz: \"UTC\")", null)]
    [InlineData("cron(\"0 0 * * */2\", tz: \"UTC\")", null)]
    public void A_schedule_becomes_a_calendar_event_or_none(string schedule, string? calendar)
    {
        BoundProgram bound = TestWorkspace.Bind($"pipeline p {{ write zones to lake.csv(\"p.csv\") schedule: {schedule} }}");

        Assert.Empty(bound.Diagnostics);
        BoundSchedule found = bound.Pipelines[0].Schedule ?? throw new InvalidOperationException("it has no schedule");
        Assert.Equal(calendar, TimerCalendar.Of(found));
    }
}
