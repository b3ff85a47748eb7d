using System.Collections.Concurrent;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Events;

/// <summary>How streams went in the last hour, for charts: a sample every ten seconds, in memory.</summary>
internal sealed class StreamHistory(IOrchestrator orchestrator, TimeProvider time)
{
    private const int Kept = 360;
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Queue<StreamPoint>> _samples = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(s_every, time);
        do
        {
            Sample();
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    public StreamPoint[] Of(string stream)
    {
        if (!_samples.TryGetValue(stream, out Queue<StreamPoint>? samples))
        {
            return [];
        }

        lock (samples)
        {
            return [.. samples];
        }
    }

    private void Sample()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (StreamStatus stream in orchestrator.Streams())
        {
            Queue<StreamPoint> samples = _samples.GetOrAdd(stream.Pipeline, _ => new Queue<StreamPoint>());
            lock (samples)
            {
                if (samples.Count == Kept)
                {
                    samples.Dequeue();
                }

                samples.Enqueue(new StreamPoint(
                    now, stream.RecordsPerSecond, stream.Lag, stream.Watermark is { } mark ? (now - mark).TotalSeconds : null));
            }
        }
    }
}
