using System.Buffers.Binary;

namespace FlowLang.Streams;

/// <summary>The entries of one table that lie on disk, by key group.</summary>
internal sealed class SpilledEntries(ISpillStore store, ushort table)
{
    // Before a key: its table and its group.
    private const int PrefixSize = 3;

    private byte[] _key = new byte[256];

    public long Count { get; private set; }

    public void Put(int group, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        store.Put(KeyOf(group, key), value);
        Count++;
    }

    /// <param name="value">Valid until the next call.</param>
    public bool TryTake(int group, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (Count == 0 || !store.TryTake(KeyOf(group, key), out value))
        {
            return false;
        }

        Count--;
        return true;
    }

    /// <summary>Looks at all entries of a group.</summary>
    public void Visit(int group, SpillVisitor visitor)
    {
        if (Count == 0)
        {
            return;
        }

        store.Visit(KeyOf(group, []).ToArray(), (key, value) =>
        {
            bool keeps = visitor(key[PrefixSize..], value);
            Count -= keeps ? 0 : 1;
            return keeps;
        });
    }

    private ReadOnlySpan<byte> KeyOf(int group, ReadOnlySpan<byte> key)
    {
        int length = PrefixSize + key.Length;
        _key = _key.Length < length ? new byte[length * 2] : _key;
        BinaryPrimitives.WriteUInt16BigEndian(_key, table);
        _key[sizeof(ushort)] = (byte)group;
        key.CopyTo(_key.AsSpan(PrefixSize));
        return _key.AsSpan(0, length);
    }
}
