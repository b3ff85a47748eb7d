using Cronos;
using FlowLang.Runtime;

namespace FlowLang.Scheduling.Times;

/// <summary>
/// A cron expression by the clock of a zone. Cronos has rules of its own for daylight saving, which differ with the form of the expression;
/// here it only enumerates local times, and <see cref="GapRule"/> and <see cref="OverlapRule"/> say which moments those are.
/// </summary>
internal sealed class CronTimes : DueTimes
{
    // No zone's clock has ever been set by more than this.
    private static readonly TimeSpan s_longestJump = TimeSpan.FromHours(25);

    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;
    private readonly CronSchedule _schedule;

    public CronTimes(CronSchedule schedule)
    {
        _schedule = schedule;
        bool hasSeconds = schedule.Expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
        _expression = CronExpression.Parse(schedule.Expression, hasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
        try
        {
            _zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new FlowException(ScheduleErrors.NoZone(schedule.Zone), e);
        }
    }

    public override DateTimeOffset? Next(DateTimeOffset after)
    {
        DateTime wall = Wall(after);
        if (!IsNearJump(after))
        {
            if (NextLocal(wall) is not { } local)
            {
                return null;
            }

            if (!_zone.IsInvalidTime(local) && !_zone.IsAmbiguousTime(local))
            {
                return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
            }
        }

        // Local times of before may come again, and several may fall on one moment.
        DateTimeOffset? found = null;
        for (DateTime? local = NextLocal(wall - s_longestJump); local is { } time; local = NextLocal(time))
        {
            if (found is { } best && time > Wall(best) && Moments(time).All(moment => moment >= best))
            {
                break;
            }

            foreach (DateTimeOffset moment in Moments(time).Where(moment => moment > after && !(moment >= found)))
            {
                found = moment;
            }
        }

        return found;
    }

    // The moments that a local time is by the rules: none, one or two.
    private IEnumerable<DateTimeOffset> Moments(DateTime local)
    {
        if (_zone.IsInvalidTime(local))
        {
            return _schedule.Gap == GapRule.Skip ? [] : [JumpOver(local)];
        }

        if (!_zone.IsAmbiguousTime(local))
        {
            return [new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime()];
        }

        IEnumerable<DateTimeOffset> both = _zone.GetAmbiguousTimeOffsets(local)
            .Select(offset => new DateTimeOffset(local, offset).ToUniversalTime()).Order();
        return _schedule.Overlap == OverlapRule.First ? both.Take(1) : both;
    }

    // The moment at which the clock jumps over a local time.
    private DateTimeOffset JumpOver(DateTime local)
    {
        DateTimeOffset before = new DateTimeOffset(local, TimeSpan.Zero) - s_longestJump;
        DateTimeOffset behind = new DateTimeOffset(local, TimeSpan.Zero) + s_longestJump;
        while (behind - before > TimeSpan.FromSeconds(1))
        {
            DateTimeOffset middle = before + TimeSpan.FromSeconds(Math.Floor((behind - before).TotalSeconds / 2));
            (before, behind) = Wall(middle) < local ? (middle, behind) : (before, middle);
        }

        return behind;
    }

    private bool IsNearJump(DateTimeOffset time) =>
        _zone.GetUtcOffset(time - s_longestJump) != _zone.GetUtcOffset(time)
        || _zone.GetUtcOffset(time + s_longestJump) != _zone.GetUtcOffset(time);

    private DateTime Wall(DateTimeOffset time) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(time, _zone).DateTime, DateTimeKind.Unspecified);

    private DateTime? NextLocal(DateTime after) =>
        _expression.GetNextOccurrence(DateTime.SpecifyKind(after, DateTimeKind.Utc)) is { } next
            ? DateTime.SpecifyKind(next, DateTimeKind.Unspecified)
            : null;
}
