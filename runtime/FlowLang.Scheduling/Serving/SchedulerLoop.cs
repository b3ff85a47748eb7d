using System.Threading.Channels;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Serving;

/// <summary>
/// Drives the scheduler: what came in since the last step goes into one transaction of the ledger, so that the more there is, the less each
/// costs. While the ledger can't be used nothing is started, and what has ended waits to be told.
/// </summary>
internal sealed class SchedulerLoop(
    Scheduler scheduler, JobExecutor executor, LogBuffer lines, EventFeed feed, ServeContext context, ChannelReader<ISchedulerInput> inbox)
{
    private const int MostInputs = 2000;
    private const int MostLines = 5000;

    // Others may have written to the ledger, and the clock may have been set.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(1);

    // What runs goes before what could be done at once, too.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_longestPatience = TimeSpan.FromSeconds(3);
    private readonly List<ISchedulerInput> _inputs = [];
    private FlowError? _trouble;
    private int _failures;
    private long _turns;

    /// <summary>Why the ledger can't be used; null where it can.</summary>
    public FlowError? Trouble => _trouble;

    /// <summary>How often it has looked for work: twice within a minute, even where the ledger can't be used.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    private TimeProvider Time => context.Settings.Time;

    /// <summary>Goes on until all has ended behind <see cref="Scheduler.Drain"/>, or it is <paramref name="cancelled"/>.</summary>
    public async Task RunAsync(Func<bool> isDraining, CancellationToken cancelled)
    {
        while (!cancelled.IsCancellationRequested)
        {
            Collect();
            bool hasMore = Step();
            Interlocked.Increment(ref _turns);
            if (isDraining() && scheduler.Executing == 0 && _trouble is null && !inbox.TryPeek(out _))
            {
                return;
            }

            if (!hasMore)
            {
                await SleepAsync(cancelled);
            }
            else if (scheduler.Executing > 0)
            {
                await SleepAsync(s_pause, cancelled);
            }
        }
    }

    private void Collect()
    {
        while (_inputs.Count < MostInputs && inbox.TryRead(out ISchedulerInput? input))
        {
            _inputs.Add(input);
        }

        if (_trouble is null && lines.Take(MostLines) is { Count: > 0 } taken)
        {
            _inputs.Add(new LinesLogged(taken));
        }
    }

    private bool Step()
    {
        StepOutcome outcome;
        try
        {
            outcome = scheduler.Step(_inputs);
        }
        catch (FlowException e)
        {
            Fail(e);
            return false;
        }

        if (_trouble is not null)
        {
            context.Log.Info("the ledger can be used again: scheduling goes on");
            (_trouble, _failures) = (null, 0);
        }

        _inputs.ForEach(input => input.Committed());
        _inputs.Clear();
        feed.Publish(outcome.Events);
        outcome.Stops.ForEach(executor.Stop);
        foreach (Job job in outcome.Starts)
        {
            executor.Start(job);
        }

        return outcome.HasMore;
    }

    private void Fail(FlowException e)
    {
        if (_trouble is null)
        {
            context.Failed(e.Error);
            context.Log.Warning("nothing is started until the ledger can be used again; what runs goes on");
        }

        _trouble = e.Error;
        _failures++;
        _inputs.Where(input => !input.IsKept).ToList().ForEach(input => input.Failed(e));
        _inputs.RemoveAll(input => !input.IsKept);
    }

    private async Task SleepAsync(CancellationToken cancelled)
    {
        TimeSpan sleep = s_longestSleep;
        if (_trouble is not null)
        {
            double seconds = Math.Min(s_longestPatience.TotalSeconds, Math.Pow(2, _failures - 1));
            await Quietly(Task.Delay(TimeSpan.FromSeconds(seconds), Time, cancelled));
            return;
        }

        if (scheduler.NextDue is { } due && due - Time.GetUtcNow() is var wait && wait < sleep)
        {
            sleep = wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        await SleepAsync(sleep, cancelled);
    }

    // Until something comes in.
    private async Task SleepAsync(TimeSpan sleep, CancellationToken cancelled)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        await Task.WhenAny(Quietly(Task.Delay(sleep, Time, awake.Token)), Quietly(inbox.WaitToReadAsync(awake.Token).AsTask()));
        await awake.CancelAsync();
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
        }
    }
}
