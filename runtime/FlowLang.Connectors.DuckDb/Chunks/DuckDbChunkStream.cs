using System.Collections.Immutable;
using System.Threading.Channels;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// A query's result, chunk by chunk, while the query runs: a thread of its own pulls a few chunks ahead of the reader and no more, so
/// memory is bounded whatever the size. Read it from one thread; dispose each chunk, then the stream (which stops an unfinished query).
/// </summary>
public sealed class DuckDbChunkStream : IAsyncDisposable
{
    private const int Ahead = 8;
    private readonly Channel<DuckDbChunk> _channel = Channel.CreateBounded<DuckDbChunk>(
        new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });

    private readonly IChunkProducer _producer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pump;

    internal DuckDbChunkStream(IChunkProducer producer)
    {
        _producer = producer;
        Columns = producer.Columns;
        _pump = Task.Run(PumpAsync, CancellationToken.None);
    }

    /// <summary>The declared columns, without flags, in order: index them in a chunk by position.</summary>
    public ImmutableArray<DuckDbField> Columns { get; }

    /// <summary>The next chunk, or null at the end. A failed query throws its <see cref="Runtime.FlowException"/> here.</summary>
    public async ValueTask<DuckDbChunk?> NextAsync(CancellationToken cancel)
    {
        if (_channel.Reader.TryRead(out DuckDbChunk? ready))
        {
            return ready;
        }

        return await _channel.Reader.WaitToReadAsync(cancel) && _channel.Reader.TryRead(out ready) ? ready : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        while (_channel.Reader.TryRead(out DuckDbChunk? left))
        {
            left.Dispose();
        }

        _producer.Interrupt();
        await _pump;
        while (_channel.Reader.TryRead(out DuckDbChunk? left))
        {
            left.Dispose();
        }

        _producer.Dispose();
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested && _producer.Next() is { } chunk)
            {
                if (!await OfferAsync(chunk))
                {
                    chunk.Dispose();
                    break;
                }
            }

            _channel.Writer.Complete();
        }
        catch (Exception e)
        {
            _channel.Writer.Complete(e);
        }
    }

    // False when the reader has gone.
    private async ValueTask<bool> OfferAsync(DuckDbChunk chunk)
    {
        try
        {
            await _channel.Writer.WriteAsync(chunk, _stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
