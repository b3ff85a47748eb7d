using System.Globalization;
using FlowLang.Runtime;
using FlowLang.Scheduling.Times;

namespace FlowLang.Scheduling.Tests.Times;

/// <summary>Moments by the clocks of real zones, through both changes of daylight saving.</summary>
public sealed class CronTimesTests
{
    [Theory]
    // New York jumps from 02:00 to 03:00 on 2026-03-08, which is 07:00 UTC.
    [InlineData("30 2 * * *", "America/New_York", "shift", "first", "2026-03-07T12:00", "2026-03-08T07:00 2026-03-09T06:30")]
    [InlineData("30 2 * * *", "America/New_York", "skip", "first", "2026-03-07T12:00", "2026-03-09T06:30 2026-03-10T06:30")]
    [InlineData("*/30 * * * *", "America/New_York", "shift", "first", "2026-03-08T06:15",
        "2026-03-08T06:30 2026-03-08T07:00 2026-03-08T07:30")]
    [InlineData("*/30 * * * *", "America/New_York", "skip", "first", "2026-03-08T06:15",
        "2026-03-08T06:30 2026-03-08T07:00 2026-03-08T07:30")]
    // It has 01:00 to 02:00 twice on 2026-11-01: from 05:00 and from 06:00 UTC.
    [InlineData("30 1 * * *", "America/New_York", "shift", "first", "2026-11-01T00:00", "2026-11-01T05:30 2026-11-02T06:30")]
    [InlineData("30 1 * * *", "America/New_York", "shift", "both", "2026-11-01T00:00",
        "2026-11-01T05:30 2026-11-01T06:30 2026-11-02T06:30")]
    [InlineData("5 * * * *", "America/New_York", "shift", "first", "2026-11-01T04:30", "2026-11-01T05:05 2026-11-01T07:05")]
    [InlineData("5 * * * *", "America/New_York", "shift", "both", "2026-11-01T04:30",
        "2026-11-01T05:05 2026-11-01T06:05 2026-11-01T07:05")]
    // Berlin jumps from 02:00 to 03:00 on 2026-03-29, which is 01:00 UTC; Lord Howe by half an hour; Kathmandu never.
    [InlineData("15 2 * * *", "Europe/Berlin", "shift", "first", "2026-03-28T12:00", "2026-03-29T01:00 2026-03-30T00:15")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "shift", "first", "2026-10-03T00:00", "2026-10-03T15:30 2026-10-04T15:15")]
    [InlineData("0 6 * * 1-5", "Asia/Kathmandu", "shift", "first", "2026-03-27T12:00", "2026-03-30T00:15 2026-03-31T00:15")]
    [InlineData("0 0 29 2 *", "UTC", "shift", "first", "2026-03-27T12:00", "2028-02-29T00:00 2032-02-29T00:00")]
    [InlineData("*/20 0 6 * * *", "UTC", "shift", "first", "2026-03-27T12:00",
        "2026-03-28T06:00:00 2026-03-28T06:00:20 2026-03-28T06:00:40")]
    public void Moments_follow_the_rules(string expression, string zone, string gap, string overlap, string after, string expected)
    {
        var times = new CronTimes(new CronSchedule(
            expression, zone, gap == "skip" ? GapRule.Skip : GapRule.Shift, overlap == "both" ? OverlapRule.Both : OverlapRule.First));
        var found = new List<DateTimeOffset>();
        DateTimeOffset[] wanted = [.. expected.Split(' ').Select(Time)];
        for (DateTimeOffset? time = times.Next(Time(after)); found.Count < wanted.Length && time is { } next; time = times.Next(next))
        {
            found.Add(next);
        }

        Assert.Equal(wanted, found);
    }

    [Theory]
    [InlineData("America/New_York", "*/7 * * * *")]
    [InlineData("Europe/Berlin", "30 1,2,3 * * *")]
    [InlineData("Australia/Lord_Howe", "*/15 0-4 * * *")]
    [InlineData("America/St_Johns", "59 23 * * *")]
    public void Moments_of_a_year_grow_and_are_those_that_the_clock_shows(string zone, string expression)
    {
        TimeZoneInfo clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var times = new CronTimes(new CronSchedule(expression, zone, GapRule.Skip, OverlapRule.Both));
        var local = Cronos.CronExpression.Parse(expression);
        DateTimeOffset before = Time("2026-01-01T00:00");
        while (times.Next(before) is { } next && next.Year == 2026)
        {
            DateTime wall = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(next, clock).DateTime, DateTimeKind.Utc);
            Assert.True(next > before);
            Assert.Equal(wall, local.GetNextOccurrence(wall, inclusive: true));
            before = next;
        }

        Assert.True(before.Month == 12);
    }

    [Fact]
    public void The_last_moment_is_found_however_long_ago()
    {
        DueTimes times = DueTimes.Of(new CronSchedule("0 6 1 1 *", "UTC", GapRule.Shift, OverlapRule.First));
        Assert.Equal(Time("2026-01-01T06:00"), times.Last(Time("2020-01-01T00:00"), Time("2026-12-31T00:00")));
        Assert.Null(times.Last(Time("2026-01-01T06:00"), Time("2026-12-31T00:00")));
        DueTimes every = DueTimes.Of(new EverySchedule(TimeSpan.FromMinutes(15)));
        Assert.Equal(Time("2026-01-01T06:15"), every.Next(Time("2026-01-01T06:00")));
        Assert.Equal(Time("2026-01-01T06:00"), every.Last(DateTimeOffset.UnixEpoch, Time("2026-01-01T06:14")));
    }

    [Fact]
    public void A_zone_that_the_machine_has_not_is_told()
    {
        FlowException e = Assert.Throws<FlowException>(() =>
            DueTimes.Of(new CronSchedule("0 6 * * *", "Mars/Olympus", GapRule.Shift, OverlapRule.First)));
        Assert.Equal("RT7019", e.Error.Code);
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
