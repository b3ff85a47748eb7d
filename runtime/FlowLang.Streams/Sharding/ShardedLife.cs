using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// One life of a pipeline that runs as several instances, each of which has some of the topic's partitions. A partition is processed by an
/// engine of its own, with its own state, watermark and commits: what moves to another instance is a partition as a whole.
/// </summary>
/// <param name="create">Makes a topology for each engine, and one whose source all of them share.</param>
/// <param name="run">The life.</param>
internal sealed class ShardedLife(Func<StreamRun, StreamTopology> create, StreamRun run) : IStreamLife
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly Dictionary<StreamPartition, Shard> _shards = [];
    private readonly List<Shard> _ended = [];
    private readonly StreamInput _input = create(run).Inputs[0];
    private bool _isOpen;

    public long Committed => All.Sum(shard => shard.Engine.Committed);

    /// <summary>Of the source, which is open.</summary>
    public int Partitions => _input.Source.Partitions;

    private IEnumerable<Shard> All => _shards.Values.Concat(_ended);

    /// <summary>Before others read for it: whether what its first partition stored is this program's.</summary>
    /// <param name="partitions">Of its source, which is not open yet.</param>
    public async Task CheckAsync(int partitions, CancellationToken cancel)
    {
        StreamRun first = run.OfShard(0);
        StreamTopology topology = create(first) with { Partitions = partitions };
        await using IStreamStore store = topology.Store;
        await store.CheckAsync(first, topology.Signature, cancel);
    }

    /// <summary>Of what is stored, that of the first partition: another program's would be in all of them.</summary>
    public async Task LookAsync(EndpointAudit audit, CancellationToken cancel)
    {
        await TopologyLook.AtSourceAsync(_input.Source, run, kept: null, audit, cancel);
        await LookBehindAsync(Partitions, audit, cancel);
    }

    /// <summary>As <see cref="LookAsync"/>, without the source.</summary>
    /// <param name="partitions">Of its source; 0 where they are not known.</param>
    public async Task LookBehindAsync(int partitions, EndpointAudit audit, CancellationToken cancel)
    {
        StreamRun first = run.OfShard(0);
        StreamTopology topology = create(first) with { Partitions = partitions };
        await using IStreamStore store = topology.Store;
        await store.LookAsync(first, partitions > 0 ? topology.Signature : null, audit, cancel);
        await TopologyLook.AtOutputsAsync(topology, first, audit, cancel);
    }

    public async Task OpenAsync(CancellationToken cancel)
    {
        if (!_isOpen)
        {
            await _input.Source.OpenAsync(run, cancel);
            _isOpen = true;
        }
    }

    public async Task RunAsync(CancellationToken drain)
    {
        await OpenAsync(drain);
        try
        {
            await PollAsync(drain);
        }
        catch (FlowException e) when (e.Error.Code == StreamErrors.FencedCode)
        {
            // Another instance has the partition: this one begins anew and takes what the group gives it.
            throw new FlowException(e.Error with { Transient = true }, e);
        }
        catch (FencedException e)
        {
            throw new FlowException(StreamErrors.Fenced(e) with { Transient = true }, e);
        }
    }

    public void Report(RunReport report, TimeSpan duration) => ShardReport.Add([.. All.Select(s => s.Engine)], report, duration);

    public async ValueTask DisposeAsync()
    {
        foreach (Shard shard in _shards.Values)
        {
            await shard.Stop.CancelAsync();
        }

        foreach (Shard shard in _shards.Values)
        {
            await shard.DisposeAsync();
        }

        await _input.Source.DisposeAsync();
    }

    private async Task PollAsync(CancellationToken drain)
    {
        using PollingThread polling = new(_input.Source, Patience);
        while (!drain.IsCancellationRequested && !(run.IsBounded && _shards.Count > 0 && _shards.Values.All(s => s.Life.IsCompleted)))
        {
            await ActAsync();
            if (await polling.PollAsync() is { } told)
            {
                await TakeAsync(told);
            }
        }

        await EndAsync([.. _shards.Keys]);
    }

    // Asked by engines; one that has failed fails this life.
    private async Task ActAsync(Shard? ending = null)
    {
        while (_asked.TryDequeue(out Action? action))
        {
            action();
        }

        foreach (Shard shard in _shards.Values.Where(shard => shard.Life.IsFaulted && shard != ending))
        {
            await shard.Life;
        }
    }

    private async Task TakeAsync(SourceEvent told)
    {
        switch (told)
        {
            case SourceEvent.Assigned assigned:
                assigned.Partitions.ToList().ForEach(Begin);
                break;
            case SourceEvent.Revoked revoked:
                await EndAsync(revoked.Partitions, revoked.IsLost);
                break;
            case SourceEvent.Arrived { Batch: var batch } when _shards.TryGetValue(batch.Partition, out Shard? shard):
                shard.Source.Give(told);
                break;
            case SourceEvent.Arrived { Batch: var batch }:
                batch.Dispose();
                break;
            case SourceEvent.ReachedEnd { Partition: var partition } when _shards.TryGetValue(partition, out Shard? shard):
                shard.Source.Give(told);
                break;
        }
    }

    private void Begin(StreamPartition partition)
    {
        int partitions = Partitions;
        StreamRun own = run.OfShard(partition.Number);
        StreamTopology topology = create(own);
        if (partition.Number >= partitions && !topology.State.IsEmpty)
        {
            throw new FlowException(StreamErrors.PartitionAdded(partition, partitions));
        }

        // A partition that was given up has nothing to ask any more.
        ShardSource source = new(_input.Source, partition, action => _asked.Enqueue(() =>
        {
            if (_shards.ContainsKey(partition))
            {
                action();
            }
        }));
        StreamEngine engine = new(
            topology with { Inputs = [topology.Inputs[0] with { Source = source }], Lanes = 1, Partitions = partitions }, own);
        CancellationTokenSource stop = new();
        _shards[partition] = new Shard(source, engine, stop, Task.Run(() => engine.RunAsync(stop.Token), CancellationToken.None));
        run.Log.Info($"{run.Pipeline.Name}: has {partition}");
    }

    // What arrived of them is committed before anybody else begins with them.
    private async Task EndAsync(ImmutableArray<StreamPartition> partitions, bool isLost = false)
    {
        Shard[] ending = [.. partitions.Where(_shards.ContainsKey).Select(p => _shards[p])];
        foreach (Shard shard in ending)
        {
            await shard.Stop.CancelAsync();
        }

        foreach (Shard shard in ending)
        {
            while (!shard.Life.IsCompleted)
            {
                await ActAsync(shard);
                await Task.WhenAny(shard.Life, Task.Delay(Patience, run.Settings.Time));
            }
        }

        foreach (StreamPartition partition in partitions)
        {
            if (_shards.Remove(partition, out Shard? shard))
            {
                _ended.Add(shard);
                await shard.DisposeAsync();

                // One that was told to end before it was open has done nothing, and nothing is wrong with it.
                if (!isLost && !shard.Life.IsCanceled)
                {
                    await shard.Life;
                }
            }
        }
    }

    private sealed record Shard(ShardSource Source, StreamEngine Engine, CancellationTokenSource Stop, Task Life) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // How it ended was told where it mattered.
            await Task.WhenAny(Life);
            await Engine.DisposeAsync();
            Stop.Dispose();
        }
    }
}
