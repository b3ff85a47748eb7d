namespace FlowLang.Connectors.Spark;

/// <summary>
/// Waits between attempts, longer each time, until <paramref name="patience"/> has passed since the first failure in a row.
/// </summary>
internal sealed class Backoff(TimeProvider clock, TimeSpan patience)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = s_first;
    private long? _since;

    /// <summary>False when patience is at its end.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancel)
    {
        _since ??= clock.GetTimestamp();
        if (clock.GetElapsedTime(_since.Value) + _next > patience)
        {
            return false;
        }

        // Many clients of a cluster that comes back must not all knock at once.
        await Task.Delay(_next * (0.75 + (0.5 * Random.Shared.NextDouble())), clock, cancel);
        _next = _next * 2 < s_longest ? _next * 2 : s_longest;
        return true;
    }

    /// <summary>An attempt succeeded.</summary>
    public void Reset()
    {
        _since = null;
        _next = s_first;
    }
}
