using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>Runs intervals, several at a time, in their order; one that fails does not hold the others up unless it is asked to.</summary>
internal sealed class Backfill(string pipeline, int total, int parallel, bool stopsOnFailure, HostLog log)
{
    private readonly Lock _gate = new();
    private readonly List<(RunInterval Interval, FlowError Error)> _failures = [];
    private int _next;

    public int Done { get; private set; }

    /// <summary>In the order of the intervals.</summary>
    public ImmutableArray<(RunInterval Interval, FlowError Error)> Failures => [.. _failures.OrderBy(f => f.Interval.Start)];

    /// <summary>Intervals that were not run to an end.</summary>
    public int Left => total - Done - _failures.Count;

    /// <summary>False when it was stopped from outside; nothing of the runs that were going on then is committed.</summary>
    public async Task<bool> RunAsync(
        ImmutableArray<RunInterval> intervals, Func<RunInterval, CancellationToken, Task<FlowError?>> run, CancellationToken stop)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => WorkAsync(intervals, run, stop)));
            return !stop.IsCancellationRequested || Left == 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task WorkAsync(
        ImmutableArray<RunInterval> intervals, Func<RunInterval, CancellationToken, Task<FlowError?>> run, CancellationToken stop)
    {
        // Away from the caller, so that several begin at once.
        await Task.Yield();
        while (Take(intervals) is { } interval && !stop.IsCancellationRequested)
        {
            FlowError? error = await OneAsync(interval, run, stop);
            lock (_gate)
            {
                if (error is null)
                {
                    Done++;
                }
                else
                {
                    _failures.Add((interval, error));
                }
            }

            log.Progress($"backfill {pipeline}", Done + _failures.Count, total, "intervals");
        }
    }

    private async Task<FlowError?> OneAsync(
        RunInterval interval, Func<RunInterval, CancellationToken, Task<FlowError?>> run, CancellationToken stop)
    {
        log.Separate();
        FlowError? error = await run(interval, stop);
        if (error is not null)
        {
            log.Failed(error with { Message = $"{pipeline} {interval}: {error.Message}" });
        }

        return error;
    }

    private RunInterval? Take(ImmutableArray<RunInterval> intervals)
    {
        lock (_gate)
        {
            bool isOver = _next == intervals.Length || (stopsOnFailure && _failures.Count > 0);
            return isOver ? null : intervals[_next++];
        }
    }
}
