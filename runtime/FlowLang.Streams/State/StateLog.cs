using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// The entries of one round by key group, and when it is time to write the whole state instead: a log several times as long as what it says
/// is not worth reading.
/// </summary>
internal sealed class StateLog(string name)
{
    private const long Least = 256 << 10;
    private const int Times = 3;

    /// <summary>About what a list of a key's entries takes beside them: the objects, and the key's place in a queue.</summary>
    public const long ListBytes = 160;

    // Of `Dictionary`: the hash, the next one, and its bucket.
    private const int HashBytes = 12;

    private readonly StateWriter[] _groups = new StateWriter[KeyGroup.Count];
    private StateWriter _entry = new(256);
    private long _logged;
    private long _whole;
    private long _entries;
    private long _entryBytes;

    /// <summary>The next changes should be the whole state.</summary>
    public bool IsLong => _logged > Math.Max(Least, Times * _whole);

    /// <summary>
    /// About the memory of entries in a hash table, which is three quarters full on the average. What an entry refers to (texts, sets) is
    /// taken for twice what it is when it is written: as much as the last ones that were.
    /// </summary>
    public long BytesOf<TKey, TEntry>(long count)
        where TKey : struct
        where TEntry : struct
    {
        bool refers = RuntimeHelpers.IsReferenceOrContainsReferences<TKey>() || RuntimeHelpers.IsReferenceOrContainsReferences<TEntry>();
        long fixedBytes = (HashBytes + Unsafe.SizeOf<TKey>() + Unsafe.SizeOf<TEntry>()) * 4 / 3;
        return count * (fixedBytes + (refers ? 2 * _entryBytes : 0));
    }

    /// <summary>Where an entry is written before its group is known.</summary>
    public ref StateWriter Entry
    {
        get
        {
            _entry.Clear();
            return ref _entry;
        }
    }

    /// <summary>The log of the key that <see cref="Entry"/> holds, with the key behind.</summary>
    public ref StateWriter Keyed()
    {
        _entries++;
        ref StateWriter group = ref _groups[KeyGroup.Of(_entry.Written)];
        group.Bytes(_entry.Written);
        return ref group;
    }

    /// <summary>Forgets what was written: the whole state follows.</summary>
    public void Clear()
    {
        _entries = 0;
        foreach (ref StateWriter group in _groups.AsSpan())
        {
            group.Clear();
        }
    }

    /// <summary>What was written, as changes; the log is empty then.</summary>
    public void Drain(bool isWhole, ImmutableArray<StateChange>.Builder into)
    {
        long bytes = 0;
        for (int i = 0; i < _groups.Length; i++)
        {
            ref StateWriter group = ref _groups[i];
            if (group.Length > 0 || isWhole)
            {
                bytes += group.Length;
                into.Add(new StateChange(name, i, isWhole, group.ToArray()));
                group.Clear();
            }
        }

        _entryBytes = _entries > 0 ? bytes / _entries : _entryBytes;
        _entries = 0;
        _logged = (isWhole ? 0 : _logged) + bytes;
        _whole = isWhole ? bytes : _whole;
    }
}
