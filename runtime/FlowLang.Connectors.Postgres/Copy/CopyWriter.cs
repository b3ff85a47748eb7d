using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Sends a stream of chunks as one binary COPY. The engine works ahead on its own thread, this one encodes and sends, and the server
/// stores:
/// three workers with small queues between them, so memory is bounded.
/// </summary>
internal static class CopyWriter
{
    /// <summary>Returns the number of rows sent; what the server stored is for the caller to ask.</summary>
    public static async Task<long> WriteAsync(
        PostgresSession session, string copySql, CopyEncoder encoder, DuckDbChunkStream rows, CancellationToken cancel)
    {
        NpgsqlRawCopyStream wire = await session.Link.BeginRawBinaryCopyAsync(copySql, cancel);
        try
        {
            long sent = await SendAsync(wire, encoder, rows, cancel);
            await wire.DisposeAsync();
            return sent;
        }
        catch
        {
            await AbandonAsync(wire);
            throw;
        }
    }

    private static async Task<long> SendAsync(
        NpgsqlRawCopyStream wire, CopyEncoder encoder, DuckDbChunkStream rows, CancellationToken cancel)
    {
        long sent = 0;
        encoder.Header();
        while (await rows.NextAsync(cancel) is { } chunk)
        {
            using (chunk)
            {
                encoder.Begin(chunk);
                for (int next = 0; next < chunk.KeptCount;)
                {
                    Encode(encoder, chunk, ref next, sent);
                    if (encoder.Buffer.Length >= CopyEncoder.SendSize)
                    {
                        await wire.WriteAsync(encoder.Buffer.Written, cancel);
                        encoder.Buffer.Clear();
                    }
                }

                sent += chunk.KeptCount;
            }
        }

        encoder.Trailer();
        await wire.WriteAsync(encoder.Buffer.Written, cancel);
        encoder.Buffer.Clear();
        return sent;
    }

    private static void Encode(CopyEncoder encoder, DuckDbChunk chunk, ref int next, long before)
    {
        try
        {
            encoder.Encode(chunk, ref next);
        }
        catch (RefusedValueException e)
        {
            throw new FlowException(
                new FlowError(
                    "RT6015",
                    $"column `{e.Column}` holds a value that PostgreSQL cannot store unchanged",
                    $"row {before + next + 1} of the write: {e.Value} {e.Why}",
                    "nothing was committed; handle it in the program, for example with `replace` or `else reject`"),
                e);
        }
    }

    /// <summary>Tells the server to forget the rows, unless it does not listen: then closing the connection does.</summary>
    /// <param name="reading">A thread that receives rows: the stream is its own until the server has let go of it.</param>
    public static async Task AbandonAsync(NpgsqlRawCopyStream wire, Task? reading = null)
    {
        try
        {
            await wire.CancelAsync().WaitAsync(PostgresSession.Patience);
            Task received = reading ?? Task.CompletedTask;
            await received.WaitAsync(PostgresSession.Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!received.IsCompleted)
            {
                return;
            }

            await wire.DisposeAsync().AsTask().WaitAsync(PostgresSession.Patience);
        }
        catch (Exception e) when (
            e is NpgsqlException or IOException or InvalidOperationException or OperationCanceledException or TimeoutException)
        {
            // The first failure is the one to tell; the connection is closed with the transaction anyway.
        }
    }
}
