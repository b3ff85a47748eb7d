using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Serving;

/// <summary>
/// What one try of a run says: numbered lines for the ledger, its parts, and how far its work is. The numbers of a try begin behind those
/// that a try before it can have had.
/// </summary>
internal sealed class JobLog(Job job, LogBuffer buffer, TimeProvider time, Action<ISchedulerInput> post) : IRunLogSink
{
    private const int MostLines = 100_000;
    private const int LongestLine = 16_384;
    private static readonly TimeSpan s_toldEvery = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, WorkProgress> _progress = new();
    private readonly Lock _lock = new();
    private readonly long _first = (long)(job.Attempt - 1) * (MostLines + 1);
    private ImmutableList<StepTime> _times = [];
    private long _count;
    private long _toldAt = time.GetTimestamp();

    public ImmutableArray<WorkProgress> Work => [.. _progress.Values.OrderBy(p => p.Work, StringComparer.Ordinal)];

    /// <summary>The parts that have ended and those that go on.</summary>
    public ImmutableArray<StepTime> Times => [.. Volatile.Read(ref _times)];

    /// <summary>Of a stream.</summary>
    public StreamMeter Meter { get; } = new(time);

    public void Stream(StreamSample sample) => Meter.Add(sample);

    public void Line(LogLevel level, string message)
    {
        long number = Interlocked.Increment(ref _count);
        string text = number == MostLines ? "further lines are not kept" : message;
        if (number <= MostLines)
        {
            string shortened = text.Length > LongestLine ? text[..LongestLine] + "…" : text;
            buffer.Add(job.Id, new(_first + number, time.GetUtcNow(), level, shortened));
        }
    }

    public void Progress(string work, long done, long? total, string unit)
    {
        _progress[work] = new(work, done, total, unit);
        if (IsToBeTold())
        {
            post(new ProgressMade(job.Id, string.Create(CultureInfo.InvariantCulture, $"{work}: {done} {unit}")));
        }
    }

    public void Step(StepTime time)
    {
        lock (_lock)
        {
            int begun = time.Ended is null ? -1 : _times.LastIndexOf(time with { Ended = null });
            _times = begun < 0 ? _times.Add(time) : _times.SetItem(begun, time);
        }

        if (IsToBeTold())
        {
            post(new ProgressMade(job.Id, $"{time.Work} {time.Subject}"));
        }
    }

    // Not each time: events are kept, and pages look again by themselves while a run goes.
    private bool IsToBeTold()
    {
        long told = Interlocked.Read(ref _toldAt);
        return time.GetElapsedTime(told) >= s_toldEvery
            && Interlocked.CompareExchange(ref _toldAt, time.GetTimestamp(), told) == told;
    }

    private sealed class ProgressMade(string id, string text) : ISchedulerInput
    {
        public bool IsKept => false;

        public void Apply(Scheduler scheduler, IRunTransaction transaction) => scheduler.Progress(transaction, id, text);
    }
}
