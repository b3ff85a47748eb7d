using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Filled batches between the feed and its reader: a few, so a slow reader stops the feed, and through it the server.
/// </summary>
internal sealed class BatchQueue(StreamPartition partition, ChangeDecoder decoder) : IDisposable
{
    private const int Batches = 8;
    private const int BatchBytes = 256 * 1024;
    private const int BatchRecords = 4096;

    private readonly BlockingCollection<ChangeBatch> _filled = [];
    private readonly SemaphoreSlim _room = new(Batches);
    private ChangeBatch _current = Next(partition, decoder);
    private ExceptionDispatchInfo? _failure;
    private long _reached;

    public bool IsFull => _current.Json.Length >= BatchBytes || _current.Count >= BatchRecords;

    /// <summary>Hands on what is there.</summary>
    /// <param name="evenIfEmpty">
    /// Also where there is none: others' changes were passed, and the offset behind them is worth telling.
    /// </param>
    public ValueTask FlushAsync(bool evenIfEmpty, CancellationToken cancel) => FlushAsync(evenIfEmpty, reachesEnd: false, cancel);

    /// <inheritdoc cref="FlushAsync(bool, CancellationToken)"/>
    public async ValueTask FlushAsync(bool evenIfEmpty, bool reachesEnd, CancellationToken cancel)
    {
        long next = Math.Max(decoder.From, decoder.Number * CapturePosition.RecordsOfChange);
        if (_current.Count == 0 && !reachesEnd && !(evenIfEmpty && next > _reached))
        {
            return;
        }

        await _room.WaitAsync(cancel);
        _current.Reach(next);
        _current.ReachesEnd = reachesEnd;
        _reached = next;
        _filled.Add(_current, CancellationToken.None);
        _current = Next(partition, decoder);
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

        _current.Dispose();
        _filled.Dispose();
        _room.Dispose();
    }

    private static ChangeBatch Next(StreamPartition partition, ChangeDecoder decoder)
    {
        ChangeBatch batch = new(partition, BatchBytes + (BatchBytes / 4));
        decoder.WriteTo(batch);
        return batch;
    }
}
