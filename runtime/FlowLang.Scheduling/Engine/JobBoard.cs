using System.Collections.Immutable;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Engine;

/// <summary>
/// The open jobs in memory, with what may start next. Each change costs the logarithm of what waits; nothing is ever looked through.
/// </summary>
internal sealed class JobBoard
{
    private readonly Dictionary<string, Job> _jobs = [];
    private readonly Dictionary<string, Pool> _pools = [];
    private readonly Pool _free = new(int.MaxValue);
    private readonly Pool _streams = new(int.MaxValue);
    private readonly ImmutableDictionary<string, int> _limits;

    public JobBoard(IEnumerable<ServedPipeline> pipelines, ImmutableDictionary<string, int> pools)
    {
        Pipelines = pipelines.ToImmutableSortedDictionary(p => p.Name, p => p, StringComparer.Ordinal);
        _limits = pools;
        foreach (ServedPipeline pipeline in Pipelines.Values)
        {
            foreach (string before in pipeline.Definition.After)
            {
                Pipelines.GetValueOrDefault(before)?.Followers.Add(pipeline);
            }
        }

        Clear();
    }

    public ImmutableSortedDictionary<string, ServedPipeline> Pipelines { get; }

    public IReadOnlyCollection<Job> Jobs => _jobs.Values;

    public int Running { get; private set; }

    public int Queued => _jobs.Count - Running;

    public Job? Find(string id) => _jobs.GetValueOrDefault(id);

    public void Clear()
    {
        _jobs.Clear();
        _pools.Clear();
        foreach ((string name, int limit) in _limits)
        {
            _pools.Add(name, new(limit));
        }

        _free.Candidates.Clear();
        _free.Running = 0;
        _streams.Candidates.Clear();
        _streams.Running = 0;
        Running = 0;
        foreach (ServedPipeline pipeline in Pipelines.Values)
        {
            pipeline.ForgetJobs();
        }
    }

    /// <summary>Takes a job in, or its new form in the place of the old; one that has ended is forgotten.</summary>
    public void Put(Job job, bool isHeld = false)
    {
        if (!Pipelines.TryGetValue(job.Pipeline, out ServedPipeline? pipeline))
        {
            return; // of a pipeline that the program has no more
        }

        Forget(job.Id, pipeline);
        if (job.IsOpen)
        {
            _jobs.Add(job.Id, job);
            switch (job.Phase)
            {
                case RunPhase.Running:
                    pipeline.Running.Add(job);
                    PoolOf(pipeline).Running++;
                    Running++;
                    break;
                case RunPhase.Waiting:
                    pipeline.Waiting.Add(job);
                    break;
                default:
                    (isHeld ? pipeline.Held : pipeline.Ready).Add(job);
                    break;
            }
        }

        Refresh(pipeline);
    }

    /// <summary>A job that was held or waited may start.</summary>
    public void Release(Job job)
    {
        ServedPipeline pipeline = Pipelines[job.Pipeline];
        pipeline.Held.Remove(job);
        pipeline.Waiting.Remove(job);
        pipeline.Ready.Add(job);
        Refresh(pipeline);
    }

    /// <summary>To be told when a pipeline was paused or resumed.</summary>
    public void Refresh(ServedPipeline pipeline)
    {
        Pool pool = PoolOf(pipeline);
        if (pipeline.Candidate is { } old)
        {
            pool.Candidates.Remove(old);
        }

        pipeline.Candidate = pipeline.Head() is { } head ? new(pipeline.Definition.Priority, head.Due, pipeline) : null;
        if (pipeline.Candidate is { } candidate)
        {
            pool.Candidates.Add(candidate);
        }
    }

    /// <summary>The most urgent job that may start; only a stream where there is no room for a run.</summary>
    public Job? Next(bool hasRoom)
    {
        if (_streams.Candidates.Min is { } stream)
        {
            return stream.Pipeline.Head();
        }

        if (!hasRoom)
        {
            return null;
        }

        Candidate? best = _free.Candidates.Min;
        foreach (Pool pool in _pools.Values)
        {
            if (pool.HasRoom && pool.Candidates.Min is { } candidate && (best is null || candidate < best))
            {
                best = candidate;
            }
        }

        return best?.Pipeline.Head();
    }

    private void Forget(string id, ServedPipeline pipeline)
    {
        if (_jobs.Remove(id, out Job? job))
        {
            if (job.Phase == RunPhase.Running)
            {
                PoolOf(pipeline).Running--;
                Running--;
            }

            pipeline.Forget(job);
        }
    }

    private Pool PoolOf(ServedPipeline pipeline) => pipeline.IsStream ? _streams
        : pipeline.Definition.Pool is { } name ? _pools.GetValueOrDefault(name, _free)
        : _free;
}
