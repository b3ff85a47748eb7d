namespace FlowLang.Connectors.Http;

/// <summary>Spaces requests evenly: each takes the next free moment, <c>1 / perSecond</c> after the one before.</summary>
internal sealed class RateLimit(double perSecond, TimeProvider time)
{
    private readonly TimeSpan _distance = TimeSpan.FromSeconds(1 / perSecond);
    private readonly Lock _lock = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public async Task WaitAsync(CancellationToken cancel)
    {
        TimeSpan wait;
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            DateTimeOffset mine = _next > now ? _next : now;
            _next = mine + _distance;
            wait = mine - now;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancel);
        }
    }
}
