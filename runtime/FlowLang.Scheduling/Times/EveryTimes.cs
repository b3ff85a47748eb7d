namespace FlowLang.Scheduling.Times;

/// <summary>The multiples of a period since 1970, in UTC: the same for every process, whenever it started.</summary>
internal sealed class EveryTimes(TimeSpan period) : DueTimes
{
    public override DateTimeOffset? Next(DateTimeOffset after)
    {
        long passed = (after - DateTimeOffset.UnixEpoch).Ticks;
        long count = Math.DivRem(passed, period.Ticks, out long rest);
        long next = (count + (rest < 0 ? 0 : 1)) * period.Ticks;
        return next > (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks ? null : DateTimeOffset.UnixEpoch.AddTicks(next);
    }
}
