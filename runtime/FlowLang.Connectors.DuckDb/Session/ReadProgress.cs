using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>While a query runs, tells the log twice a second how many bytes of its sources are read.</summary>
internal sealed class ReadProgress : IAsyncDisposable
{
    private readonly ITimer _timer;

    public ReadProgress(BatchRun run, string work, IEnumerable<SourceRead> reads)
    {
        // A share of the bytes of some sources would mislead about the whole.
        List<SourceRead> all = [.. reads];
        TimeSpan period = all.Count > 0 && all.TrueForAll(r => r.CountsBytes) ? TimeSpan.FromMilliseconds(500) : Timeout.InfiniteTimeSpan;
        _timer = run.Settings.Time.CreateTimer(_ => Tell(run, work, all), null, period, period);
    }

    private static void Tell(BatchRun run, string work, List<SourceRead> sources)
    {
        long done = sources.Sum(s => s.BytesRead);
        long total = sources.Sum(s => s.Bytes ?? 0);
        if (done < total)
        {
            run.Log.Progress(work, done, total, "bytes");
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
