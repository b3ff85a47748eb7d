using System.Collections.Immutable;
using System.Threading.Channels;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Hands the bytes of one binary COPY to another. One worker receives and looks at the values, one sends, with a few buffers between
/// them, so memory is bounded and both servers are busy.
/// </summary>
internal sealed class CopyPassage(PassedRows rows, BatchRun run, string relation)
{
    private const int Buffers = 4;
    private const int BufferSize = 512 * 1024;

    /// <summary>Signature, flags and the length of an extension area that PostgreSQL does not use.</summary>
    private const int HeaderSize = 19;

    private readonly Channel<ArraySegment<byte>> _full = Channel.CreateBounded<ArraySegment<byte>>(Buffers);
    private readonly Channel<byte[]> _free = Channel.CreateBounded<byte[]>(Buffers);
    private Task _filling = Task.CompletedTask;

    /// <summary>Returns the number of rows sent; what the server stored is for the caller to ask.</summary>
    public async Task<long> RunAsync(PostgresSession sink, string copySql, CancellationToken cancel)
    {
        for (int i = 0; i < Buffers; i++)
        {
            _free.Writer.TryWrite(new byte[BufferSize]);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        NpgsqlRawCopyStream wire = await sink.Link.BeginRawBinaryCopyAsync(copySql, cancel);
        Task<long> reading = Task.Run(() => ReadAsync(stop.Token), CancellationToken.None);
        try
        {
            await foreach (ArraySegment<byte> part in _full.Reader.ReadAllAsync(cancel))
            {
                await wire.WriteAsync(part, cancel);
                _free.Writer.TryWrite(part.Array ?? []);
            }

            long sent = await reading;
            await wire.DisposeAsync();
            return sent;
        }
        catch
        {
            await stop.CancelAsync();
            await CopyWriter.AbandonAsync(wire);
            await Task.WhenAny(reading, Task.Delay(PostgresSession.Patience, CancellationToken.None));
            throw;
        }
    }

    private async Task<long> ReadAsync(CancellationToken cancel)
    {
        try
        {
            SourceCounts counts = await SourceCounts.BeginAsync(rows.Source, rows.Session, rows.Select, cancel);
            long read = await CopyAsync(cancel);
            rows.Finish(read, await counts.EndAsync(read, cancel));
            _full.Writer.Complete();
            return read;
        }
        catch (Exception e)
        {
            // The sender waits for the next buffer: it ends with this error.
            Exception told = e is OperationCanceledException
                ? e
                : PostgresErrors.Translate(e, rows.Session.Target, $"reading {rows.Name}");
            _full.Writer.TryComplete(told);
            throw told;
        }
    }

    private async Task<long> CopyAsync(CancellationToken cancel)
    {
        NpgsqlRawCopyStream wire = await rows.Session.Link.BeginRawBinaryCopyAsync(rows.CopySql, cancel);
        try
        {
            long read = await ReceiveAsync(wire, cancel);
            await wire.DisposeAsync();
            return read;
        }
        catch
        {
            await CopyWriter.AbandonAsync(wire, _filling);
            throw;
        }
    }

    /// <summary>The server sends a message a row; fewer, larger parts go on. One thread receives them, because a token and a task for each
    /// message would take half as much time again.</summary>
    private Task<int> FillAsync(NpgsqlRawCopyStream wire, Memory<byte> buffer, CancellationToken cancel)
    {
        Task<int> filling = Task.Run(() => wire.ReadAtLeast(buffer.Span, buffer.Length, throwOnEndOfStream: false), CancellationToken.None);
        _filling = filling;
        return filling.WaitAsync(cancel);
    }

    private async Task<long> ReceiveAsync(NpgsqlRawCopyStream wire, CancellationToken cancel)
    {
        TupleCheck check = rows.Check();
        byte[] buffer = await _free.Reader.ReadAsync(cancel);
        int filled = 0;
        int walked = HeaderSize;
        while (true)
        {
            filled += await FillAsync(wire, buffer.AsMemory(filled), cancel);
            walked += check.Walk(buffer.AsSpan(walked, filled - walked));
            run.Log.Progress(relation, check.Rows, null, "rows");
            if (check.IsComplete)
            {
                await _full.Writer.WriteAsync(new(buffer, 0, walked), cancel);
                return check.Rows;
            }

            // What is left is the start of a tuple; one that fills the buffer needs a larger one.
            int left = filled - walked;
            byte[] next = walked == 0 ? new byte[checked(buffer.Length * 2)] : await _free.Reader.ReadAsync(cancel);
            next = next.Length > left ? next : new byte[buffer.Length];
            buffer.AsSpan(walked, left).CopyTo(next);
            if (walked > 0)
            {
                await _full.Writer.WriteAsync(new(buffer, 0, walked), cancel);
            }

            (buffer, filled, walked) = (next, left, 0);
        }
    }
}
