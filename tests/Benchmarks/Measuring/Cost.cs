using System.Diagnostics;

namespace FlowLang.Benchmarks.Measuring;

/// <summary>
/// What some work took: seconds on the clock, and seconds of this process on processors, which a busy machine changes little.
/// </summary>
internal readonly record struct Cost(double Seconds, double Processor)
{
    public static Cost operator +(Cost a, Cost b) => new(a.Seconds + b.Seconds, a.Processor + b.Processor);

    /// <summary>Begins; the result tells what it took so far.</summary>
    public static Func<Cost> Begin()
    {
        long started = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        return () => new(Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }
}
