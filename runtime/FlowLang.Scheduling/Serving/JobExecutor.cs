using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Serving;

/// <summary>Runs jobs as tasks and tells how they ended.</summary>
internal sealed class JobExecutor(ServeContext context, LogBuffer buffer, Action<ISchedulerInput> post, Action<string, long> ask)
{
    private readonly ConcurrentDictionary<string, Execution> _executions = new();

    public void Start(Job job)
    {
        var execution = new Execution(job.Token, new CancellationTokenSource(), new JobLog(job, buffer, context.Settings.Time, post));
        _executions[job.Id] = execution;
        _ = Task.Run(() => RunAsync(job, execution));
    }

    public void Stop(string job)
    {
        if (_executions.TryGetValue(job, out Execution? execution))
        {
            execution.Stop.Cancel();
        }
    }

    public void StopAll()
    {
        foreach (string job in _executions.Keys)
        {
            Stop(job);
        }
    }

    /// <summary>How far the work of a run is; empty for one that is not of this process.</summary>
    public ImmutableArray<WorkProgress> ProgressOf(string job) => _executions.TryGetValue(job, out Execution? e) ? e.Log.Work : [];

    /// <summary>The parts of a run's try; empty for one that is not of this process, or has ended.</summary>
    public ImmutableArray<StepTime> TimesOf(string job) => _executions.TryGetValue(job, out Execution? e) ? e.Log.Times : [];

    /// <summary>How a stream goes that this process runs; else <paramref name="status"/> as it is.</summary>
    public StreamStatus StreamOf(string job, StreamStatus status) =>
        _executions.TryGetValue(job, out Execution? e) ? e.Log.Meter.Status(status) : status;

    private async Task RunAsync(Job job, Execution execution)
    {
        AttemptResult? result = null;
        try
        {
            result = await context.AttemptAsync(
                new AttemptRequest(job.Id, job.Pipeline, job.Attempt, execution.Log)
                {
                    Interval = job.Interval,
                    Force = job.Force,
                    Fence = job.IsStream ? null : new RunFence(job.Id, job.Token, () => ask(job.Id, job.Token))
                    {
                        Ledger = context.Ledger.Database,
                    },
                },
                execution.Stop.Token);
        }
        catch (FlowException e)
        {
            context.Failed(e.Error); // of the ledger: what the run did is asked for when it is back
        }
        catch (Exception e)
        {
            result = new(AttemptResult.NoRows, RunErrors.Unexpected(e, null));
        }

        _executions.TryRemove(new(job.Id, execution));
        post(new AttemptEnded(job.Id, job.Token, result));
    }

    private sealed record Execution(long Token, CancellationTokenSource Stop, JobLog Log);
}
