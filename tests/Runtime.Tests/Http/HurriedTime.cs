using System.Collections.Concurrent;

namespace FlowLang.Runtime.Tests.Http;

/// <summary>A clock whose waits of less than a minute are over at once, and noted; longer ones are limits, and real.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = [];

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        bool isWait = dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromMinutes(1);
        if (isWait)
        {
            _waits.Enqueue(dueTime);
        }

        return base.CreateTimer(callback, state, isWait ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
