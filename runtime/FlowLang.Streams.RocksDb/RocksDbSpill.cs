using System.Runtime.InteropServices;
using FlowLang.Runtime;
using RocksDbSharp;

namespace FlowLang.Streams;

/// <summary>
/// State on disk in RocksDB: a sorted table of the keys with a Bloom filter, so that most keys which are not there cost no read. Nothing is
/// made durable, for nobody reads it behind this life. An assembly of its own, so that only executables whose state may spill carry the
/// library.
/// </summary>
public sealed class RocksDbSpill : ISpillStore, ISpanDeserializer<bool>
{
    private const ulong LeastBuffer = 1 << 20;
    private const ulong MostBuffer = 64 << 20;

    // A key: the filters stay in memory, beside what is given for blocks, since one that has to be read again costs more than the key.
    private const int BloomBits = 10;

    private readonly string _folder;
    private readonly RocksDb _database;

    // The library refers to them by their handles alone.
    private readonly DbOptions _options;
    private readonly WriteOptions _write = new WriteOptions().DisableWal(1).SetSync(false);
    private readonly ReadOptions _read = new ReadOptions().SetVerifyChecksums(false);
    private byte[] _value = new byte[256];
    private int _length;

    private RocksDbSpill(string folder, DbOptions options)
    {
        (_folder, _options) = (folder, options);
        _database = RocksDb.Open(options, Path.Combine(folder, "rocksdb"));
    }

    /// <param name="folder">Empty, and this process's own.</param>
    /// <param name="memory">Bytes of write buffers and of cached blocks together.</param>
    /// <exception cref="FlowException">RT4114: it can't be written to.</exception>
    public static ISpillStore Open(string folder, long memory)
    {
        ulong buffer = Math.Clamp((ulong)memory / 4, LeastBuffer, MostBuffer);
        BlockBasedTableOptions table = new BlockBasedTableOptions()
            .SetFilterPolicy(BloomFilterPolicy.Create(BloomBits, false))
            .SetBlockCache(Cache.CreateLru(Math.Max((ulong)memory / 2, LeastBuffer)));
        DbOptions options = new DbOptions()
            .SetCreateIfMissing(true)
            .SetWriteBufferSize(buffer)
            .SetMaxWriteBufferNumber(2)
            .SetMaxOpenFiles(256)
            .SetKeepLogFileNum(1)
            .SetCompression(Compression.No)
            .SetBlockBasedTableFactory(table);
        try
        {
            return new RocksDbSpill(folder, options);
        }
        catch (Exception e) when (e is RocksDbException or DllNotFoundException)
        {
            throw Told(folder, e);
        }
    }

    /// <inheritdoc/>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        try
        {
            _database.Put(key, value, cf: null, _write);
        }
        catch (RocksDbException e)
        {
            throw Told(_folder, e);
        }
    }

    /// <inheritdoc/>
    public bool TryTake(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        try
        {
            if (!_database.Get(key, this, cf: null, _read))
            {
                return false;
            }

            _database.Remove(key, cf: null, _write);
        }
        catch (RocksDbException e)
        {
            throw Told(_folder, e);
        }

        value = _value.AsSpan(0, _length);
        return true;
    }

    /// <inheritdoc/>
    public void Visit(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> from, SpillVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        try
        {
            using Iterator at = _database.NewIterator(cf: null, new ReadOptions().SetVerifyChecksums(false).SetFillCache(false));
            SpillVerdict verdict = SpillVerdict.Keep;
            for (at.Seek(from); verdict != SpillVerdict.Stop && at.Valid() && at.GetKeySpan().StartsWith(prefix); at.Next())
            {
                verdict = visitor(at.GetKeySpan(), at.GetValueSpan());
                if (verdict == SpillVerdict.Drop)
                {
                    _database.Remove(at.GetKeySpan(), cf: null, _write);
                }
            }
        }
        catch (RocksDbException e)
        {
            throw Told(_folder, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        GC.KeepAlive(_options);
    }

    /// <summary>Keeps what was found.</summary>
    bool ISpanDeserializer<bool>.Deserialize(ReadOnlySpan<byte> buffer)
    {
        _value = _value.Length < buffer.Length ? new byte[buffer.Length * 2] : _value;
        buffer.CopyTo(_value);
        _length = buffer.Length;
        return true;
    }

    private static FlowException Told(string folder, Exception e) => new(StreamErrors.Spill(folder, e.Message), e);
}
