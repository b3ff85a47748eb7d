using System.Collections.Immutable;

namespace FlowLang.Scheduling.Serving;

/// <summary>The latest events in memory, for any number of listeners.</summary>
internal sealed class EventFeed
{
    private const int Kept = 2000;
    private readonly Lock _gate = new();
    private readonly Queue<OrchestrationEvent> _events = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;

    /// <summary>The number of the latest.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    public void Publish(IReadOnlyList<OrchestrationEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        TaskCompletionSource changed;
        lock (_gate)
        {
            foreach (OrchestrationEvent told in events.Where(e => e.Number > _last))
            {
                _events.Enqueue(told);
                _last = told.Number;
            }

            while (_events.Count > Kept)
            {
                _events.Dequeue();
            }

            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>Those behind a number, and what to wait for where there is none; null events where some are no more in memory.</summary>
    public (ImmutableArray<OrchestrationEvent>? Events, Task Changed) After(long number)
    {
        lock (_gate)
        {
            bool isWhole = number >= _last || (_events.TryPeek(out OrchestrationEvent? first) && first.Number <= number + 1);
            return (isWhole ? [.. _events.Where(e => e.Number > number)] : null, _changed.Task);
        }
    }
}
