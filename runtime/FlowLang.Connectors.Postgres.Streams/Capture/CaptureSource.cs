using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// The changes of tables of a PostgreSQL database as a stream of records in Debezium's envelope: <c>pg.cdc("raw.trips") { … }</c>. It has
/// a partition for each table. An offset is the number of a change, counted in the order of the log, times
/// <see cref="CapturePosition.RecordsOfChange"/>; which position of the log that is, <c>flow.captures</c> keeps. <see cref="Report"/> is
/// what lets the slot move on.
/// </summary>
public sealed class CaptureSource(PostgresConnection connection, CaptureOptions options, TimeProvider? time = null) : IRelaySource
{
    private readonly Dictionary<int, long?> _started = [];
    private readonly HashSet<StreamPartition> _paused = [];
    private readonly CancellationTokenSource _stop = new();
    private CaptureStart? _start;
    private ImmutableArray<StreamPartition> _partitions = [];
    private CaptureFeed? _feed;
    private Task _running = Task.CompletedTask;
    private bool _isAssigned;
    private StreamPartition? _ended;

    /// <inheritdoc/>
    public string Name => $"{connection.Name}.cdc(\"{string.Join("\", \"", options.Tables.Select(t => t.Name))}\")";

    /// <summary>
    /// From where a reader goes on that keeps no offsets of its own, and takes some changes twice after a crash; null before a first
    /// run.
    /// </summary>
    public long? Kept => _start?.Position is { Lsn: not null } position ? position.Offset : null;

    /// <inheritdoc/>
    public int OutputOf(StreamPartition partition) => _partitions.IndexOf(partition);

    /// <inheritdoc/>
    public async Task<string> LookAsync(StreamRun run, ImmutableArray<PartitionProgress>? kept, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        await using PostgresSession session = await connection.OpenAsync("flow capture check", cancel);
        return await session.GuardAsync(
            $"looking at slot {options.Slot}", () => CaptureLook.AtAsync(session, options, run, kept, cancel));
    }

    /// <inheritdoc/>
    public async Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        PostgresSession session = await connection.OpenAsync("flow capture", cancel);
        try
        {
            _start = await session.GuardAsync(
                $"looking at slot {options.Slot}", () => CaptureStart.CheckAsync(session, options, run, cancel));
            _partitions = [.. _start.Tables.Select(t => new StreamPartition(options.Slot, t.Table.Number))];
            if (_start.Slot?.Warning(options.Slot) is { } warning)
            {
                run.Log.Warning(warning);
            }

            _feed = new CaptureFeed(connection, options, run, _start, session, time ?? TimeProvider.System);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public SourceEvent? Poll(TimeSpan patience)
    {
        if (!_isAssigned)
        {
            _isAssigned = true;
            return new SourceEvent.Assigned(_partitions);
        }

        if (_ended is { } ended)
        {
            _ended = null;
            return new SourceEvent.ReachedEnd(ended);
        }

        if (_feed is null || _paused.Count > 0)
        {
            Wait(patience);
            return null;
        }

        if (_feed.Queue.Take(patience) is not { } batch)
        {
            return null;
        }

        _ended = batch.ReachesEnd ? batch.Partition : null;
        return new SourceEvent.Arrived(batch);
    }

    /// <summary>Lets that time pass, unless it is closed.</summary>
    internal void Wait(TimeSpan patience) => _stop.Token.WaitHandle.WaitOne(patience);

    /// <inheritdoc/>
    public void Start(StreamPartition partition, long? nextOffset)
    {
        _started[partition.Number] = nextOffset;
        if (_feed is { } feed && _started.Count == _partitions.Length)
        {
            _running = Task.Run(() => feed.RunAsync(_started, _stop.Token));
        }
    }

    /// <inheritdoc/>
    public void Pause(ImmutableArray<StreamPartition> partitions) => _paused.UnionWith(partitions);

    /// <inheritdoc/>
    public void Resume(ImmutableArray<StreamPartition> partitions) => _paused.ExceptWith(partitions);

    /// <inheritdoc/>
    public void Report(ImmutableArray<PartitionProgress> committed)
    {
        foreach (PartitionProgress progress in committed.Where(p => p.Partition.Topic == options.Slot))
        {
            _feed?.Progress.Take(progress.Partition.Number, progress.NextOffset);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        if (_feed is not null)
        {
            await _feed.DisposeAsync();
        }

        _stop.Dispose();
    }
}
