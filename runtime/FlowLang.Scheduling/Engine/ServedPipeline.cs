using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Times;

namespace FlowLang.Scheduling.Engine;

/// <summary>A pipeline with its open jobs, as the scheduler keeps it in memory.</summary>
internal sealed class ServedPipeline(PipelineDefinition definition, bool isStream)
{
    private static readonly Comparer<Job> s_order = Comparer<Job>.Create((a, b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : string.CompareOrdinal(a.Id, b.Id));

    public string Name => definition.Name;

    public PipelineDefinition Definition => definition;

    public bool IsStream => isStream;

    public DueTimes? Times { get; } = definition.Times is { } times && !isStream ? DueTimes.Of(times) : null;

    /// <summary>Those that come after it.</summary>
    public List<ServedPipeline> Followers { get; } = [];

    public bool IsPaused { get; set; }

    /// <summary>The last moment of its schedule that was looked after.</summary>
    public DateTimeOffset? Position { get; set; }

    /// <summary>The next one; null where it is not waited for.</summary>
    public DateTimeOffset? NextTick { get; set; }

    /// <summary>The last job that ended, or else was queued.</summary>
    public Job? Last { get; set; }

    public bool IsLate { get; set; }

    /// <summary>The last run that ended has failed.</summary>
    public bool IsFailing { get; set; }

    /// <summary>Where it stands in its pool; null where it has nothing to start.</summary>
    public Candidate? Candidate { get; set; }

    public SortedSet<Job> Ready { get; } = new(s_order);

    public SortedSet<Job> Waiting { get; } = new(s_order);

    /// <summary>Due by the schedule, and waiting for others that it comes after.</summary>
    public SortedSet<Job> Held { get; } = new(s_order);

    public List<Job> Running { get; } = [];

    public int Limit => isStream ? definition.Instances : definition.InOrder is not null ? 1 : definition.Concurrency ?? 1;

    /// <summary>The scheduler of this process, which does one instance of a stream at most.</summary>
    public string? Owner { get; set; }

    /// <summary>It is due by its own schedule, but not before others were run.</summary>
    public bool IsHeldByOthers => Times is not null && !definition.After.IsEmpty;

    public bool IsScheduled(bool waitsForFiles) => Times is not null || !definition.After.IsEmpty || waitsForFiles;

    /// <summary>The job that may start now; null for none.</summary>
    public Job? Head()
    {
        if (Running.Count >= Limit || (isStream && Running.Exists(job => job.Owner == Owner)))
        {
            return null;
        }

        foreach (Job job in Ready)
        {
            bool isBlocked = (IsPaused && !job.IsAskedFor)
                || (job.Interval is { } interval && Running.Any(r => r.Interval?.Start == interval.Start))
                || (definition.InOrder is not null && Waiting.Count > 0 && s_order.Compare(Waiting.Min, job) < 0);
            if (!isBlocked)
            {
                return job;
            }
        }

        return null;
    }

    public void Forget(Job job)
    {
        Ready.Remove(job);
        Waiting.Remove(job);
        Held.Remove(job);
        Running.RemoveAll(r => r.Id == job.Id);
    }

    public void ForgetJobs()
    {
        Ready.Clear();
        Waiting.Clear();
        Held.Clear();
        Running.Clear();
        Candidate = null;
    }
}
