using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// Groups in windows of event time: by the window's end, so that closing takes whole windows. A window is kept for
/// <paramref name="late"/> after its end.
/// </summary>
public sealed class WindowTable<TKey, TGroup, TForm>(OperatorSignature signature, TimeSpan late) : StateTable
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, IWindowForm<TKey, TGroup>
{
    private readonly SortedDictionary<long, Dictionary<TKey, Entry>> _windows = [];
    private readonly List<TKey> _changed = [];
    private readonly StateLog _log = new(signature.Name);
    private readonly long _late = EventTime.Of(late);
    private int _round = 1;
    private long _closed = EventTime.None;
    private bool _hasClosed;
    private bool _isEnded;
    private long _lastEnd = EventTime.None;
    private Dictionary<TKey, Entry>? _last;

    /// <summary>A group's row is asked for.</summary>
    public delegate void Give(in TKey key, ref TGroup group);

    public override OperatorSignature Signature => signature;

    public override long Closed => _closed;

    public override int Count => _windows.Values.Sum(window => window.Count);

    public override long Bytes => _log.BytesOf<TKey, Entry>(Count);

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
    public bool IsClosed(in TKey key) => EventTime.Later(TForm.End(in key), _late) <= _closed;

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
            _hasClosed = true;
            if (give is not null)
            {
                Hand(groups, give);
            }
        }

        // The end of all input closes windows, and is no time that a later life could compare with: that nothing is left is told as such.
        _isEnded |= watermark == EventTime.End;
        if (watermark > _closed && watermark != EventTime.End)
        {
            _closed = watermark;
        }
    }

    public override void Restore(StateChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        try
        {
            StateReader reader = new(change.Entries.Span);
            if (change.Group == KeyGroup.OfAll)
            {
                _closed = reader.Integer();
                return;
            }

            while (!reader.IsAtEnd)
            {
                StateReader key = new(reader.Bytes());
                Find(TForm.ReadKey(ref key), out _).Group = TForm.ReadGroup(ref reader);
            }
        }
        catch (InvalidDataException e)
        {
            throw new FlowException(StreamErrors.BrokenState(signature.Name, e.Message), e);
        }
    }

    public override void Restored()
    {
        Close(_closed, null);
        _hasClosed = false;
        _changed.Clear();
        _round++;
    }

    public override void Changes(ImmutableArray<StateChange>.Builder into)
    {
        ArgumentNullException.ThrowIfNull(into);
        bool isWhole = _log.IsLong || _isEnded;
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

        _log.Drain(isWhole, into);
        if (_hasClosed)
        {
            StateWriter closed = new(16);
            closed.Integer(_closed);
            into.Add(new StateChange(signature.Name, KeyGroup.OfAll, Replaces: true, closed.ToArray()));
        }

        _hasClosed = false;
        _isEnded = false;
        _changed.Clear();
        _round++;
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
        TForm.WriteKey(in key, ref _log.Entry);
        TForm.WriteGroup(in group, ref _log.Keyed());
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
