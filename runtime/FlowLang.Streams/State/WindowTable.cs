using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// Groups in windows of event time: by the window's end, so that closing takes whole windows. A window is kept for
/// <paramref name="late"/> after its end.
/// </summary>
public sealed class WindowTable<TKey, TGroup, TForm>(OperatorSignature signature, TimeSpan late) : StateTable(signature)
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, IWindowForm<TKey, TGroup>
{
    private readonly SortedDictionary<long, Dictionary<TKey, Entry>> _windows = [];
    private readonly List<TKey> _changed = [];
    private readonly long _late = EventTime.Of(late);
    private int _round = 1;
    private long _lastEnd = EventTime.None;
    private Dictionary<TKey, Entry>? _last;

    /// <summary>A group's row is asked for.</summary>
    public delegate void Give(in TKey key, ref TGroup group);

    public override int Count => _windows.Values.Sum(window => window.Count);

    public override long Bytes => Log.BytesOf<TKey, Entry>(Count);

    /// <summary>Adds what lanes collected of groups.</summary>
    public void Merge(Dictionary<TKey, TGroup> partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        foreach (TKey key in partial.Keys)
        {
            ref TGroup other = ref CollectionsMarshal.GetValueRefOrNullRef(partial, key);
            ref Entry entry = ref Find(key, out bool isNew);
            if (isNew)
            {
                entry.Group = other;
            }
            else
            {
                TForm.Merge(ref entry.Group, in other);
            }
        }
    }

    /// <summary>The group of a key, to be changed; it counts as changed.</summary>
    public ref TGroup Group(in TKey key) => ref Find(key, out _).Group;

    /// <summary>Whether the window of a key takes no more rows.</summary>
    public bool IsClosed(in TKey key) => EventTime.Later(TForm.End(in key), _late) <= Closed;

    /// <summary>Gives the groups that changed since the last round, in windows that are open.</summary>
    public void Changed(Give give)
    {
        ArgumentNullException.ThrowIfNull(give);
        foreach (TKey key in _changed)
        {
            give(in key, ref Find(key, out _).Group);
        }
    }

    /// <summary>Gives the groups of all windows that nothing on time can change any more, and forgets them.</summary>
    /// <param name="give">Null where they have left already.</param>
    public void Close(long watermark, Give? give)
    {
        while (_windows.Count > 0 && _windows.First() is var (end, groups) && EventTime.Later(end, _late) <= watermark)
        {
            _windows.Remove(end);
            _last = null;
            HasClosed = true;
            if (give is not null)
            {
                Hand(groups, give);
            }
        }

        CloseAt(watermark);
    }

    private protected override void Read(ref StateReader reader)
    {
        StateReader key = new(reader.Bytes());
        Find(TForm.ReadKey(ref key), out _).Group = TForm.ReadGroup(ref reader);
    }

    private protected override void Reopen() => Close(Closed, null);

    private protected override void EndRound()
    {
        _changed.Clear();
        _round++;
    }

    private protected override void Write(ulong whole)
    {
        bool isWhole = whole == KeyGroup.All;
        if (isWhole)
        {
            foreach (Dictionary<TKey, Entry> window in _windows.Values)
            {
                foreach (TKey key in window.Keys)
                {
                    Write(in key, in CollectionsMarshal.GetValueRefOrNullRef(window, key).Group);
                }
            }
        }
        else
        {
            foreach (TKey key in _changed)
            {
                if (_windows.TryGetValue(TForm.End(in key), out Dictionary<TKey, Entry>? window))
                {
                    Write(in key, in CollectionsMarshal.GetValueRefOrNullRef(window, key).Group);
                }
            }
        }
    }

    private static void Hand(Dictionary<TKey, Entry> groups, Give give)
    {
        foreach (TKey key in groups.Keys)
        {
            give(in key, ref CollectionsMarshal.GetValueRefOrNullRef(groups, key).Group);
        }
    }

    private void Write(in TKey key, in TGroup group)
    {
        TForm.WriteKey(in key, ref Log.Entry);
        TForm.WriteGroup(in group, ref Log.Keyed());
    }

    private ref Entry Find(in TKey key, out bool isNew)
    {
        long end = TForm.End(in key);
        if (_last is null || _lastEnd != end)
        {
            if (!_windows.TryGetValue(end, out Dictionary<TKey, Entry>? window))
            {
                window = [];
                _windows.Add(end, window);
            }

            (_last, _lastEnd) = (window, end);
        }

        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, key, out bool isKnown);
        isNew = !isKnown;
        if (entry.Round != _round)
        {
            entry.Round = _round;
            _changed.Add(key);
        }

        return ref entry;
    }

    private struct Entry
    {
        public TGroup Group;
        public int Round;
    }
}
