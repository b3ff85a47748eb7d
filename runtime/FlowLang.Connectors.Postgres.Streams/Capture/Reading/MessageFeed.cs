using System.Text;
using FlowLang.Runtime;
using Npgsql.Replication;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Takes the messages of the log one by one: transactions that are streamed while they run go to files until they are committed, all others
/// come whole. Ends of transactions are told to <see cref="CaptureProgress"/>.
/// </summary>
internal sealed class MessageFeed(
    CapturedRelations relations, ChangeDecoder decoder, EnvelopeWriter writer, BatchQueue queue,
    CaptureProgress progress) : IDisposable
{
    // A server sends each change by itself. To be woken for each costs more than the change: after a wait some more are let come.
    private static readonly TimeSpan s_gathering = TimeSpan.FromMilliseconds(1);

    private readonly StreamedTransactions _streamed = new();
    private byte[] _message = new byte[4096];

    /// <summary>The heartbeat at which a bounded run ends.</summary>
    public string? End { get; init; }

    /// <summary>What finishes an interrupted snapshot; null where nothing is left of one.</summary>
    public ChunkedSnapshot? Chunks { get; init; }

    /// <summary>Runs until it is cancelled or the connection ends.</summary>
    public async Task RunAsync(IAsyncEnumerable<XLogDataMessage> messages, CancellationToken cancel)
    {
        decoder.Changed = Chunks is null ? null : new ChangedKeys();
        await using IAsyncEnumerator<XLogDataMessage> log = messages.GetAsyncEnumerator(cancel);
        while (true)
        {
            await MoveAsync(log, cancel);
            XLogDataMessage message = log.Current;
            int length = (int)message.Data.Length;
            _message = _message.Length < length ? new byte[length * 2] : _message;
            await message.Data.ReadExactlyAsync(_message.AsMemory(0, length), cancel);
            try
            {
                await TakeAsync(_message.AsMemory(0, length), (ulong)message.WalStart, cancel);
            }
            catch (FlowException)
            {
                // What came before the mistake is right, and may be what is needed to see where it is.
                await queue.FlushAsync(evenIfEmpty: false, cancel);
                throw;
            }

            if (queue.IsFull)
            {
                await queue.FlushAsync(evenIfEmpty: false, cancel);
            }
        }
    }

    public void Dispose() => _streamed.Dispose();

    /// <summary>To the next message. Where none is there just now, what was read is not held back.</summary>
    private async ValueTask MoveAsync(IAsyncEnumerator<XLogDataMessage> log, CancellationToken cancel)
    {
        ValueTask<bool> moving = log.MoveNextAsync();
        if (!(moving.IsCompleted ? await moving : await FlushMeanwhileAsync(moving.AsTask(), cancel)))
        {
            throw new IOException("the server ended the stream of changes");
        }
    }

    /// <summary>Whatever becomes of the batch, the driver's read is waited for: it must not be met by another one.</summary>
    private async Task<bool> FlushMeanwhileAsync(Task<bool> moving, CancellationToken cancel)
    {
        await Task.WhenAll(moving, queue.FlushAsync(evenIfEmpty: false, cancel).AsTask());
        await Task.Delay(s_gathering, cancel);
        return await moving;
    }

    private async ValueTask TakeAsync(ReadOnlyMemory<byte> message, ulong lsn, CancellationToken cancel)
    {
        char kind = (char)message.Span[0];
        if (_streamed.IsInPart && kind != 'E')
        {
            Keep(message.Span, lsn);
            return;
        }

        switch (kind)
        {
            case 'R':
                await relations.AdmitAsync(message, lsn, cancel);
                break;
            case 'M':
                await HearAsync(message, cancel);
                break;
            case 'c':
                await CommitStreamedAsync(message, cancel);
                break;
            default:
                Take(kind, message.Span, lsn);
                break;
        }
    }

    private void Take(char kind, ReadOnlySpan<byte> message, ulong lsn)
    {
        WireReader reader = new(message[1..]);
        switch (kind)
        {
            case 'B':
                Begin((ulong)reader.Int64(), reader.Int64(), (uint)reader.Int32());
                break;
            case 'C':
                reader.Byte();
                reader.Int64();
                Passed((ulong)reader.Int64());
                break;
            case 'S':
                _streamed.BeginPart(reader.Int32());
                break;
            case 'E':
                _streamed.EndPart();
                break;
            case 'A':
                _streamed.Abort(reader.Int32(), reader.Int32());
                break;
            default:
                decoder.Take(message, lsn);
                break;
        }
    }

    private void Keep(ReadOnlySpan<byte> message, ulong lsn)
    {
        WireReader reader = new(message[1..]);
        try
        {
            _streamed.Keep(reader.Int32(), lsn, message[0], message[5..]);
        }
        catch (IOException e)
        {
            throw new FlowException(CaptureErrors.NoRoom(Path.GetTempPath(), e.Message), e);
        }
    }

    private async Task CommitStreamedAsync(ReadOnlyMemory<byte> commit, CancellationToken cancel)
    {
        (int transaction, ulong at, ulong end, long time) = ReadCommit(commit.Span);
        Begin(at, time, (uint)transaction);
        foreach ((ulong lsn, ReadOnlyMemory<byte> message) in _streamed.Commit(transaction))
        {
            if (message.Span[0] == 'R')
            {
                await relations.AdmitAsync(message, lsn, cancel);
            }
            else if (message.Span[0] != 'M')
            {
                decoder.Take(message.Span, lsn);
            }

            if (queue.IsFull)
            {
                await queue.FlushAsync(evenIfEmpty: false, cancel);
            }
        }

        Passed(end);
    }

    private static (int Transaction, ulong At, ulong End, long Time) ReadCommit(ReadOnlySpan<byte> message)
    {
        WireReader reader = new(message[1..]);
        int transaction = reader.Int32();
        reader.Byte();
        return (transaction, (ulong)reader.Int64(), (ulong)reader.Int64(), reader.Int64());
    }

    private void Begin(ulong commit, long time, uint transaction)
    {
        writer.Begin(commit, time, transaction);
        decoder.Changed?.Begin(transaction);
    }

    /// <summary>A message of the program's own: all that was committed before it was written has come.</summary>
    private async Task HearAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        (ulong lsn, string prefix, string content) = ReadMessage(message.Span);
        if (prefix == ReplicationLink.HeartbeatPrefix)
        {
            Passed(lsn);
            await queue.FlushAsync(evenIfEmpty: true, reachesEnd: content == End, cancel);
        }
        else if (prefix == ChunkedSnapshot.MarkPrefix && Chunks?.At(content) is { } chunk)
        {
            await InsertAsync(chunk, lsn, cancel);
            Chunks.Take(chunk);
            decoder.Changed = Chunks.Rest is null ? null : decoder.Changed;
            Passed(lsn);
        }
    }

    /// <summary>Rows of a chunk, but for those that the log has brought already as they were later.</summary>
    private async Task InsertAsync(SnapshotChunk chunk, ulong lsn, CancellationToken cancel)
    {
        CapturedRelation relation = new(chunk.Table, chunk.Table.Columns);
        Func<CapturedRelation, RowTexts, bool>? isNewer = decoder.Changed?.Newer(chunk.Seen);
        RowTexts row = new();
        writer.BeginSnapshot();
        foreach (byte[] line in chunk.Lines)
        {
            CopyLine.Read(line, row);
            if (isNewer?.Invoke(relation, row) != true)
            {
                decoder.Row(relation, row, lsn);
            }

            if (queue.IsFull)
            {
                await queue.FlushAsync(evenIfEmpty: false, cancel);
            }
        }
    }

    private static (ulong Lsn, string Prefix, string Content) ReadMessage(ReadOnlySpan<byte> message)
    {
        WireReader reader = new(message[1..]);
        reader.Byte();
        ulong lsn = (ulong)reader.Int64();
        string prefix = Encoding.UTF8.GetString(reader.Text());
        return (lsn, prefix, Encoding.UTF8.GetString(reader.Bytes(reader.Int32())));
    }

    private void Passed(ulong lsn) => progress.Pass(new CapturePosition(lsn, decoder.Number, Chunks?.Rest));
}
