using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;

namespace FlowLang.Scheduling.Serving;

/// <summary>
/// Looks for files that pipelines wait for. A file is whole when two looks, one behind the other, found it with the same size and time.
/// </summary>
internal sealed class ArrivalWatch(
    IReadOnlyList<(string Pipeline, IArrivals Arrivals)> places, Action<ISchedulerInput> post, RunLog log, TimeProvider time)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(3);
    private readonly Dictionary<string, HashSet<ArrivedFile>> _seen = [];
    private readonly Dictionary<string, HashSet<ArrivedFile>> _told = [];
    private readonly HashSet<string> _troubled = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        while (places.Count > 0 && !cancel.IsCancellationRequested)
        {
            foreach ((string pipeline, IArrivals arrivals) in places)
            {
                Look(pipeline, arrivals);
            }

            await Task.Delay(s_every, time, cancel);
        }
    }

    private void Look(string pipeline, IArrivals arrivals)
    {
        HashSet<ArrivedFile> found;
        try
        {
            found = [.. arrivals.Look()];
            _troubled.Remove(pipeline);
        }
        catch (FlowException e)
        {
            if (_troubled.Add(pipeline))
            {
                log.Warning($"{pipeline}: {arrivals.Name} can't be looked at: {e.Error.Message}");
            }

            return;
        }

        HashSet<ArrivedFile> told = _told.GetValueOrDefault(pipeline) ?? [];
        told.IntersectWith(found);
        ImmutableArray<ArrivedFile> whole = [.. found.Where(f => _seen.GetValueOrDefault(pipeline)?.Contains(f) == true && told.Add(f))];
        _told[pipeline] = told;
        _seen[pipeline] = found;
        if (!whole.IsEmpty)
        {
            post(new FilesArrived(pipeline, whole));
        }
    }
}
