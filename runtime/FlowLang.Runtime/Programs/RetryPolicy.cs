namespace FlowLang.Runtime;

/// <summary>
/// How often a run is tried again after a transient error and how long it waits: <paramref name="Delay"/> each time or, exponential,
/// doubled each time up to <paramref name="Max"/>.
/// </summary>
public sealed record RetryPolicy(int Retries, TimeSpan Delay, TimeSpan Max, bool Exponential)
{
    /// <summary>The wait before retry <paramref name="retry"/> (1-based).</summary>
    public TimeSpan DelayBefore(int retry)
    {
        double factor = Exponential ? Math.Pow(2, Math.Min(retry - 1, 40)) : 1;
        double wait = Math.Min(Delay.TotalMilliseconds * factor, Max > TimeSpan.Zero ? Max.TotalMilliseconds : double.MaxValue);
        return TimeSpan.FromMilliseconds(Math.Min(wait, TimeSpan.FromDays(1).TotalMilliseconds));
    }

    /// <summary>
    /// The wait before retry <paramref name="retry"/> with jitter: between half of it and all of it, so that runs which failed together
    /// do not come back together. <paramref name="chance"/> is from 0 to 1.
    /// </summary>
    public TimeSpan DelayBefore(int retry, double chance) => DelayBefore(retry) * (0.5 + (chance / 2));
}
