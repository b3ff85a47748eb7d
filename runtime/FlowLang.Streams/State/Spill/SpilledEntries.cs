using System.Buffers.Binary;

namespace FlowLang.Streams;

/// <summary>Entries of a table that lie on disk, by key group: all of them, or those of a window.</summary>
internal sealed class SpilledEntries(ISpillStore store, uint number)
{
    // Before a key: whose entry it is, and its group.
    private const int PrefixSize = sizeof(uint) + 1;

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

    /// <summary>Looks at the entries of a group, in the order of their keys' bytes.</summary>
    /// <param name="from">The first key that is looked at; nothing for all.</param>
    public void Visit(int group, SpillVisitor visitor, ReadOnlySpan<byte> from = default)
    {
        if (Count == 0)
        {
            return;
        }

        byte[] first = [.. KeyOf(group, from)];
        store.Visit(first.AsSpan(0, PrefixSize), first, (key, value) =>
        {
            SpillVerdict verdict = visitor(key[PrefixSize..], value);
            Count -= verdict == SpillVerdict.Drop ? 1 : 0;
            return verdict;
        });
    }

    /// <summary>Looks at all entries of some groups.</summary>
    public void VisitAll(ulong groups, SpillVisitor visitor)
    {
        for (int group = 0; group < KeyGroup.Count; group++)
        {
            if (KeyGroup.IsIn(groups, group))
            {
                Visit(group, visitor);
            }
        }
    }

    public void Clear() => VisitAll(KeyGroup.All, (_, _) => SpillVerdict.Drop);

    private ReadOnlySpan<byte> KeyOf(int group, ReadOnlySpan<byte> key)
    {
        int length = PrefixSize + key.Length;
        _key = _key.Length < length ? new byte[length * 2] : _key;
        BinaryPrimitives.WriteUInt32BigEndian(_key, number);
        _key[sizeof(uint)] = (byte)group;
        key.CopyTo(_key.AsSpan(PrefixSize));
        return _key.AsSpan(0, length);
    }
}
