namespace FlowLang.Scheduling.Tests;

/// <summary>A clock and a stopwatch that stand still until they are told to go on; the clock can be set, the stopwatch can't.</summary>
internal sealed class VirtualTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _passed.Ticks;

    public void Advance(TimeSpan time)
    {
        _now += time;
        _passed += time;
    }

    /// <summary>Somebody sets the clock.</summary>
    public void Set(TimeSpan by) => _now += by;
}
