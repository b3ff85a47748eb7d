using System.Runtime.InteropServices;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// Groups in windows of event time: by the window's end, so that closing takes whole windows. A window is kept for
/// <paramref name="late"/> after its end. There may be more groups than memory holds: those that got no rows for the longest time lie on
/// disk.
/// </summary>
public sealed partial class WindowTable<TKey, TGroup, TForm>(OperatorSignature signature, TimeSpan late) : StateTable(signature)
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, IWindowForm<TKey, TGroup>
{
    private readonly SortedDictionary<long, Window> _windows = [];
    private readonly List<TKey> _changed = [];
    private readonly long _late = EventTime.Of(late);
    private int _round = 1;
    private long _lastEnd = EventTime.None;
    private Window? _last;

    /// <summary>A group's row is asked for.</summary>
    public delegate void Give(in TKey key, ref TGroup group);

    public override int Count => _windows.Values.Sum(window => window.Groups.Count);

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

    /// <summary>
    /// Gives the groups of all windows that nothing on time can change any more, and forgets them. Of a window that lies on disk some at a
    /// time, for their rows are in memory until they are committed: false where there are more.
    /// </summary>
    /// <param name="give">Null where they have left already.</param>
    public bool Close(long watermark, Give? give)
    {
        IsBehind = false;
        while (_windows.Count > 0 && _windows.First() is var (end, window) && EventTime.Later(end, _late) <= watermark)
        {
            HasClosed = true;
            if (!Leave(window, give))
            {
                IsBehind = true;
                CloseUntil(watermark);
                return false;
            }

            _windows.Remove(end);
            _last = null;
        }

        CloseAt(watermark);
        return true;
    }

    private ref Entry Find(in TKey key, out bool isNew)
    {
        long end = TForm.End(in key);
        if (_last is null || _lastEnd != end)
        {
            if (!_windows.TryGetValue(end, out Window? window))
            {
                window = new Window();
                _windows.Add(end, window);
            }

            (_last, _lastEnd) = (window, end);
        }

        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_last.Groups, key, out bool isKnown);
        isNew = !isKnown && !TryTake(_last, in key, out entry.Group);
        if (entry.Round != _round)
        {
            entry.Round = _round;
            _changed.Add(key);
        }

        return ref entry;
    }

    private sealed class Window
    {
        public Dictionary<TKey, Entry> Groups { get; } = [];

        public SpilledEntries? Spilled { get; set; }

        /// <summary>The first key group that was not given yet.</summary>
        public int NextGroup { get; set; }
    }

    private struct Entry
    {
        public TGroup Group;
        public int Round;
    }
}
