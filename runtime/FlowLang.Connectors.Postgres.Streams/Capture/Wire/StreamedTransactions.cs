using System.Buffers.Binary;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Transactions that are sent while they run, because they are large: each in a file of its own until it is known whether it is committed.
/// A file goes when its transaction ends, and with the process.
/// </summary>
internal sealed class StreamedTransactions : IDisposable
{
    private const int HeaderSize = sizeof(int) + sizeof(ulong) + sizeof(int);
    private const int FileBuffer = 256 * 1024;
    private readonly Dictionary<int, Kept> _running = [];
    private readonly byte[] _header = new byte[HeaderSize];
    private Kept? _current;

    /// <summary>Between the start and the stop of a part.</summary>
    public bool IsInPart => _current is not null;

    public void BeginPart(int transaction)
    {
        if (!_running.TryGetValue(transaction, out _current))
        {
            _current = new Kept(Open());
            _running[transaction] = _current;
        }
    }

    public void EndPart() => _current = null;

    /// <summary>Keeps a message of the part: its kind, and without the transaction's number what follows it.</summary>
    /// <param name="owner">The transaction or subtransaction that it belongs to.</param>
    public void Keep(int owner, ulong lsn, byte kind, ReadOnlySpan<byte> content)
    {
        if (_current is not { } kept)
        {
            throw new InvalidDataException("a part of no transaction");
        }

        BinaryPrimitives.WriteInt32LittleEndian(_header, owner);
        BinaryPrimitives.WriteUInt64LittleEndian(_header.AsSpan(4), lsn);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(12), content.Length + 1);
        kept.File.Write(_header);
        kept.File.WriteByte(kind);
        kept.File.Write(content);
    }

    /// <summary>A subtransaction was rolled back, or all of it.</summary>
    public void Abort(int transaction, int part)
    {
        if (!_running.TryGetValue(transaction, out Kept? kept))
        {
            return;
        }

        if (transaction == part)
        {
            _running.Remove(transaction);
            kept.File.Dispose();
        }
        else
        {
            kept.Aborted.Add(part);
        }
    }

    /// <summary>
    /// The messages of a committed transaction in order, each in a buffer that the next one overwrites. Shapes of tables are given even of
    /// parts that were rolled back: the server sends one once a transaction.
    /// </summary>
    public IEnumerable<(ulong Lsn, ReadOnlyMemory<byte> Message)> Commit(int transaction)
    {
        if (!_running.Remove(transaction, out Kept? kept))
        {
            yield break;
        }

        using FileStream file = kept.File;
        file.Position = 0;
        byte[] header = new byte[HeaderSize];
        byte[] message = new byte[4096];
        while (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) == HeaderSize)
        {
            int owner = BinaryPrimitives.ReadInt32LittleEndian(header);
            int length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
            message = message.Length < length ? new byte[length * 2] : message;
            file.ReadExactly(message, 0, length);
            if (message[0] == 'R' || !kept.Aborted.Contains(owner))
            {
                yield return (BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(4)), message.AsMemory(0, length));
            }
        }
    }

    public void Dispose()
    {
        foreach (Kept kept in _running.Values)
        {
            kept.File.Dispose();
        }

        _running.Clear();
    }

    private static FileStream Open() => new(
        Path.Combine(Path.GetTempPath(), $"flow-capture-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
        FileBuffer, FileOptions.DeleteOnClose);

    private sealed record Kept(FileStream File)
    {
        public HashSet<int> Aborted { get; } = [];
    }
}
