using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// The entries of one round by key group, and of which groups it is time to write all entries instead: a log several times as long as what
/// it says is not worth reading.
/// </summary>
internal sealed class StateLog(string name)
{
    /// <summary>About what a list of a key's entries takes beside them: the objects, and the key's place in a queue.</summary>
    public const long ListBytes = 160;

    private const long Least = 256 << 10;
    private const int Times = 3;

    // A change that is longer comes in parts: stores take records of a few megabytes.
    private const int PartBytes = 4 << 20;

    // State that is larger is not written whole in one round.
    private const long Large = 64 << 20;

    // Of `Dictionary`: the hash, the next one, and its bucket.
    private const int HashBytes = 12;

    private readonly StateWriter[] _groups = new StateWriter[KeyGroup.Count];
    private readonly List<int>[] _cuts = [.. Enumerable.Range(0, KeyGroup.Count).Select(_ => new List<int>())];
    private readonly LogLengths _lengths = new();
    private StateWriter _entry = new(256);
    private int _group = -1;
    private long _entries;
    private long _entryBytes;

    /// <summary>Where an entry is written before its group is known.</summary>
    public ref StateWriter Entry
    {
        get
        {
            _entry.Clear();
            _group = -1;
            return ref _entry;
        }
    }

    /// <summary>The group of the key that <see cref="Entry"/> holds.</summary>
    public int Group => _group >= 0 ? _group : _group = KeyGroup.Of(_entry.Written);

    /// <summary>The key that <see cref="Entry"/> holds.</summary>
    public ReadOnlySpan<byte> Key => _entry.Written;

    /// <summary>The groups whose next changes should be all of their entries: of a large state a few at a time.</summary>
    public ulong Long() => _lengths.Logged <= Math.Max(Least, Times * _lengths.Whole)
        ? 0
        : _lengths.Whole + _lengths.Logged > Large ? _lengths.Longest() : KeyGroup.All;

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

    /// <summary>The log of the key that <see cref="Entry"/> holds, with the key behind.</summary>
    public ref StateWriter Keyed()
    {
        _entries++;
        ref StateWriter group = ref _groups[Group];
        List<int> cuts = _cuts[Group];
        if (group.Length - (cuts.Count == 0 ? 0 : cuts[^1]) > PartBytes)
        {
            cuts.Add(group.Length);
        }

        group.Bytes(_entry.Written);
        return ref group;
    }

    /// <summary>What was written or read last, by one key, is so many more entries of the table than one.</summary>
    public void Hold(int more) => _entries += more;

    /// <summary>An earlier life wrote this.</summary>
    public void Read(int group, long bytes, long entries)
    {
        _lengths.Read(group, bytes);
        _entries += entries;
        _entryBytes = _lengths.Logged / Math.Max(1, _entries);
    }

    /// <summary>All that an earlier life wrote was read.</summary>
    /// <param name="count">How many entries came of it.</param>
    public void Restored(long count)
    {
        _lengths.Restored(count * _entryBytes);
        _entries = 0;
    }

    /// <summary>Forgets what was written of groups: all their entries follow.</summary>
    public void Clear(ulong groups)
    {
        _entries = groups == KeyGroup.All ? 0 : _entries;
        for (int i = 0; i < _groups.Length; i++)
        {
            if (KeyGroup.IsIn(groups, i))
            {
                _groups[i].Clear();
                _cuts[i].Clear();
            }
        }
    }

    /// <summary>What was written, as changes; the log is empty then.</summary>
    /// <param name="whole">The groups of which it is all entries.</param>
    public void Drain(ulong whole, ImmutableArray<StateChange>.Builder into)
    {
        long bytes = 0;
        for (int i = 0; i < _groups.Length; i++)
        {
            ref StateWriter group = ref _groups[i];
            bool isWhole = KeyGroup.IsIn(whole, i);
            if (group.Length > 0 || isWhole)
            {
                bytes += group.Length;
                _lengths.Add(i, group.Length, isWhole);
                AddParts(i, isWhole, into);
                group.Clear();
                _cuts[i].Clear();
            }
        }

        _lengths.EndRound();
        _entryBytes = _entries > 0 ? bytes / _entries : _entryBytes;
        _entries = 0;
    }

    private void AddParts(int group, bool isWhole, ImmutableArray<StateChange>.Builder into)
    {
        ReadOnlySpan<byte> written = _groups[group].Written;
        int from = 0;
        foreach (int cut in _cuts[group])
        {
            into.Add(new StateChange(name, group, isWhole && from == 0, written[from..cut].ToArray()));
            from = cut;
        }

        into.Add(new StateChange(name, group, isWhole && from == 0, written[from..].ToArray()));
    }
}
