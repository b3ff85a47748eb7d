using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>One life of a repartitioned pipeline in a process: its feeds, and what comes behind the topic.</summary>
internal sealed class RepartitionedLife(
    IRepartitionTopic topic, ImmutableArray<ShardedLife> feeds, ShardedLife rest, StreamRun run) : IStreamLife
{
    public long Committed => feeds.Sum(feed => feed.Committed) + rest.Committed;

    public async Task RunAsync(CancellationToken drain)
    {
        foreach (ShardedLife feed in feeds)
        {
            await feed.OpenAsync(drain);
        }

        await rest.CheckAsync(await topic.EnsureAsync(run, feeds.Max(feed => feed.Partitions), drain), drain);
        if (run.IsBounded)
        {
            // What is behind the topic ends where the feeds ended.
            await Task.WhenAll(feeds.Select(feed => feed.RunAsync(drain)));
            await rest.RunAsync(drain);
            return;
        }

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(drain);
        Task[] halves = [.. feeds.Append(rest).Select(half => half.RunAsync(end.Token))];
        await Task.WhenAny(halves);
        await end.CancelAsync();
        await Task.WhenAll(halves);
    }

    public async Task LookAsync(EndpointAudit audit, CancellationToken cancel)
    {
        foreach (ShardedLife feed in feeds)
        {
            await feed.LookAsync(audit, cancel);
        }

        int partitions = 0;
        await audit.CheckAsync($"topic {run.RepartitionTopic}", async () =>
        {
            (string found, partitions) = await topic.LookAsync(run, feeds.Max(feed => feed.Partitions), cancel);
            return found;
        });
        await rest.LookBehindAsync(partitions, audit, cancel);
    }

    public void Report(RunReport report, TimeSpan duration)
    {
        feeds.ToList().ForEach(feed => feed.Report(report, duration));
        rest.Report(report, duration);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ShardedLife half in feeds.Append(rest))
        {
            await half.DisposeAsync();
        }
    }
}
