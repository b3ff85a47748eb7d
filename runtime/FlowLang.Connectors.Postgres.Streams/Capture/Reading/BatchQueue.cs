using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Filled batches of each table between the feed and its reader: a few, so a slow reader stops the feed, and through it the server.
/// </summary>
internal sealed class BatchQueue : IDisposable
{
    private const int Batches = 8;
    private const int BatchBytes = 256 * 1024;
    private const int BatchRecords = 4096;

    private readonly BlockingCollection<ChangeBatch> _filled = [];
    private readonly ChangeDecoder _decoder;
    private readonly SemaphoreSlim _room;
    private readonly ChangeBatch[] _current;
    private readonly Dictionary<StreamPartition, long> _reached = [];
    private ExceptionDispatchInfo? _failure;

    public BatchQueue(string slot, ImmutableArray<CapturedTable> tables, ChangeDecoder decoder)
    {
        (_decoder, _room) = (decoder, new SemaphoreSlim(Batches * tables.Length));
        _current = [.. tables.Select(table => Next(new StreamPartition(slot, table.Number)))];
    }

    public bool IsFull => Array.Exists(_current, batch => batch.Json.Length >= BatchBytes || batch.Count >= BatchRecords);

    /// <summary>Hands on what is there; of tables that have nothing that they have got as far as the others.</summary>
    /// <param name="evenIfEmpty">
    /// Also where there is none: others' changes were passed, and the offset behind them is worth telling.
    /// </param>
    public ValueTask FlushAsync(bool evenIfEmpty, CancellationToken cancel) => FlushAsync(evenIfEmpty, reachesEnd: false, cancel);

    /// <inheritdoc cref="FlushAsync(bool, CancellationToken)"/>
    public async ValueTask FlushAsync(bool evenIfEmpty, bool reachesEnd, CancellationToken cancel)
    {
        if (!evenIfEmpty && !reachesEnd && Array.TrueForAll(_current, batch => batch.Count == 0))
        {
            return;
        }

        for (int i = 0; i < _current.Length; i++)
        {
            ChangeBatch batch = _current[i];
            long next = _decoder.Next(batch.Partition.Number);
            if (batch.Count > 0 || reachesEnd || next > _reached.GetValueOrDefault(batch.Partition))
            {
                await _room.WaitAsync(cancel);
                batch.Reach(next);
                batch.ReachesEnd = reachesEnd;
                _reached[batch.Partition] = next;
                _filled.Add(batch, CancellationToken.None);
                _current[i] = Next(batch.Partition);
            }
        }
    }

    /// <summary>What was handed on is still given; then the failure.</summary>
    public void Fail(Exception e)
    {
        _failure = ExceptionDispatchInfo.Capture(e);
        _filled.CompleteAdding();
    }

    /// <summary>The next one, or null when none came in that time.</summary>
    public ChangeBatch? Take(TimeSpan patience)
    {
        if (_filled.TryTake(out ChangeBatch? batch, patience))
        {
            _room.Release();
            return batch;
        }

        if (_filled.IsCompleted)
        {
            _failure?.Throw();
        }

        return null;
    }

    public void Dispose()
    {
        while (_filled.TryTake(out ChangeBatch? batch))
        {
            batch.Dispose();
        }

        foreach (ChangeBatch current in _current)
        {
            current.Dispose();
        }

        _filled.Dispose();
        _room.Dispose();
    }

    private ChangeBatch Next(StreamPartition partition)
    {
        ChangeBatch batch = new(partition, BatchBytes + (BatchBytes / 4));
        _decoder.WriteTo(partition.Number, batch);
        return batch;
    }
}
