using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>Runs start, end, wait for their next try, and streams are kept going.</summary>
internal sealed partial class Scheduler
{
    private const int MostRetryDoublings = 9;
    private static readonly TimeSpan s_longestStreamWait = TimeSpan.FromMinutes(5);

    /// <summary>A run of this process has ended; what it did does not count where the run was taken over.</summary>
    public void Ended(IRunTransaction transaction, string id, long token, AttemptResult result)
    {
        if (_executing.TryGetValue(id, out long mine) && mine == token)
        {
            _ended.Add(id);
        }

        if (Board.Find(id) is not { Phase: RunPhase.Running } job || job.Owner != _me.Owner || job.Token != token)
        {
            return;
        }

        Job ended = After(job with { Totals = result.Totals, Owner = null }, result);
        if (!Change(transaction, job, ended))
        {
            return;
        }

        ServedPipeline pipeline = Board.Pipelines[job.Pipeline];
        if (ended.Phase == RunPhase.Done)
        {
            pipeline.IsLate = false;
            transaction.AddDone(job.Pipeline, job.Interval, Now);
        }

        string kind = pipeline.IsStream ? "stream.changed" : ended.Phase switch
        {
            RunPhase.Waiting => "run.waiting",
            RunPhase.Queued => "run.queued",
            _ => "run.ended",
        };
        Tell(transaction, kind, job.Pipeline, ended, ended.Error);
    }

    private Job After(Job job, AttemptResult result)
    {
        PipelineDefinition definition = Board.Pipelines[job.Pipeline].Definition;
        if (result.Stopped || (job.IsStream && result.Error is null))
        {
            return job.CancelledBy is not null && !job.IsStream
                ? job with { Phase = RunPhase.Cancelled, Ended = Now }
                : job with { Phase = RunPhase.Queued, Attempt = Math.Max(0, job.Attempt - 1), CancelledBy = null };
        }

        if (result.Error is not { } error)
        {
            return job with { Phase = RunPhase.Done, Ended = Now, ErrorCode = null, Error = null };
        }

        Job failed = job with { ErrorCode = error.Code, Error = error.Message };
        if (job.IsStream)
        {
            // As often as it takes; one that went well for a while begins to count anew.
            bool wentWell = job.Started is { } started && Now - started > s_longestStreamWait;
            int failures = wentWell ? 1 : job.Attempt;
            TimeSpan wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, MostRetryDoublings)));
            return failed with { Phase = RunPhase.Waiting, Attempt = failures, NotBefore = Now + Shorter(wait * (0.5 + (_chance() / 2))) };
        }

        int tries = job.Attempt - job.Crashes;
        return error.Transient && job.CancelledBy is null && definition.Retry is { } retry && tries <= retry.Retries
            ? failed with { Phase = RunPhase.Waiting, NotBefore = Now + retry.DelayBefore(tries, _chance()) }
            : failed with { Phase = RunPhase.Failed, Ended = Now };
    }

    private void StartNext(IRunTransaction transaction)
    {
        int room = _options.Parallel - _executing.Keys.Count(id => !_ended.Contains(id) && Board.Find(id) is not { IsStream: true });
        while (Board.Next(room > 0) is { } job)
        {
            room -= job.IsStream ? 0 : 1;
            Job started = job with
            {
                Phase = RunPhase.Running,
                Attempt = job.Attempt + 1,
                Started = job.IsStream ? Now : job.Started ?? Now,
                Owner = _me.Owner,
                Token = job.Token + 1,
                NotBefore = null,
            };
            if (!Change(transaction, job, started))
            {
                return;
            }

            ConsumeBefore(transaction, job);
            Tell(transaction, job.IsStream ? "stream.changed" : "run.started", job.Pipeline, started);
            _outcome.Starts.Add(started);
        }
    }

    private void WakeWaiting()
    {
        while (_wakes.TryPeek(out string? id, out long moment) && moment <= Now.UtcTicks)
        {
            _wakes.Dequeue();
            if (Board.Find(id) is { Phase: RunPhase.Waiting } job && !(job.NotBefore > Now))
            {
                Board.Release(job);
            }
        }
    }

    // Cancelled, paused (a stream), taken over by another process, or the program is told to end (a stream).
    private void StopWhatMayNotGoOn()
    {
        foreach ((string id, long token) in _executing)
        {
            Job? job = Board.Find(id);
            bool isMine = job is not null && job.Owner == _me.Owner && job.Token == token;
            if (!isMine || job is { CancelledBy: not null } || (job is { IsStream: true }
                && (_isDraining || Board.Pipelines[job.Pipeline].IsPaused)))
            {
                _outcome.Stops.Add(id);
            }
        }
    }

    // A job for each instance, up to as many as the program says: a process that does none, and finds none to take up, adds its own.
    private void KeepStreams(IRunTransaction transaction)
    {
        foreach (ServedPipeline pipeline in Board.Pipelines.Values.Where(p => p.IsStream && !_isDraining))
        {
            int most = pipeline.Definition.Instances;
            HashSet<string?> open = [.. pipeline.Ready.Concat(pipeline.Waiting).Concat(pipeline.Running).Select(job => job.Slot)];
            bool isKept = pipeline.Ready.Count + pipeline.Waiting.Count > 0 || pipeline.Running.Exists(job => job.Owner == _me.Owner);
            string? free = Enumerable.Range(1, most).Select(Job.StreamSlotOf).FirstOrDefault(slot => !open.Contains(slot));
            if (!isKept && free is not null && open.Count < most)
            {
                Queue(transaction, NewJob(pipeline, RunCause.Schedule, Now) with { Slot = free });
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan wait) => wait < s_longestStreamWait ? wait : s_longestStreamWait;
}
