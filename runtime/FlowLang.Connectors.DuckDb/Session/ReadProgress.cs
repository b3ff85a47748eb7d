using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>While a query runs, tells the log twice a second how many bytes of its sources are read.</summary>
internal sealed class ReadProgress : IAsyncDisposable
{
    private readonly ITimer _timer;

    public ReadProgress(BatchRun run, string work, IEnumerable<SourceRead> reads)
    {
        List<SourceRead> counted = [.. reads.Where(r => r.Bytes > 0)];
        TimeSpan period = counted.Count == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(500);
        _timer = run.Settings.Time.CreateTimer(
            _ => run.Log.Progress(work, counted.Sum(r => r.BytesRead), counted.Sum(r => r.Bytes), "bytes"), null, period, period);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
