using System.Runtime.CompilerServices;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Events;

/// <summary>
/// The last events, for any number of listeners: each reads the one ring at its own place, so that a listener costs no queue. One that
/// falls so far
/// behind that what it has not read is gone is told so (<see cref="HubEvents.HasGap"/>) and goes on with what there is.
/// </summary>
internal sealed class EventHub(IOrchestrator orchestrator, RunLog log, TimeProvider time)
{
    public const int Kept = 8192;
    private const int Batch = 256;
    private readonly OrchestrationEvent[] _ring = new OrchestrationEvent[Kept];
    private readonly Lock _lock = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _written;

    /// <summary>Called with each event, on the hub's own thread.</summary>
    public event Action<OrchestrationEvent>? Happened;

    /// <summary>Takes events in until cancelled; begins again where the orchestrator breaks off.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        long? last = null;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await foreach (OrchestrationEvent happened in orchestrator.EventsAsync(last, cancel))
                {
                    last = happened.Number;
                    Add(happened);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.Warning($"events can't be read and are asked for again: {(e as FlowException)?.Error.Message ?? e.GetType().Name}");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Events behind number <paramref name="after"/>, or from now on, until cancelled; several at once where they are
    /// there.</summary>
    public async IAsyncEnumerable<HubEvents> ReadAsync(long? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        (long position, bool gap) = Begin(after);
        while (true)
        {
            (HubEvents events, position, Task news) = Take(position);
            if (events.Items.Length > 0)
            {
                yield return events with { HasGap = events.HasGap || gap };
                gap = false;
            }
            else
            {
                await news.WaitAsync(cancel);
            }
        }
    }

    private void Add(OrchestrationEvent happened)
    {
        TaskCompletionSource news;
        lock (_lock)
        {
            _ring[_written % Kept] = happened;
            _written++;
            news = _news;
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        news.SetResult();
        Happened?.Invoke(happened);
    }

    private (long Position, bool Gap) Begin(long? after)
    {
        lock (_lock)
        {
            if (after is not { } number || _written == 0)
            {
                return (_written, false);
            }

            long position = Math.Max(0, _written - Kept);
            bool gap = _ring[position % Kept].Number > number + 1;
            while (position < _written && _ring[position % Kept].Number <= number)
            {
                position++;
            }

            return (position, gap);
        }
    }

    private (HubEvents Events, long Position, Task News) Take(long position)
    {
        lock (_lock)
        {
            long oldest = Math.Max(0, _written - Kept);
            bool gap = position < oldest;
            position = Math.Max(position, oldest);
            int count = (int)Math.Min(Batch, _written - position);
            var items = new OrchestrationEvent[count];
            for (int i = 0; i < count; i++)
            {
                items[i] = _ring[(position + i) % Kept];
            }

            return (new HubEvents(items, gap), position + count, _news.Task);
        }
    }
}
