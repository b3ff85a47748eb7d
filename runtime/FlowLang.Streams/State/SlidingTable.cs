using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// Groups in windows that end with a row: for each time at which a key has rows, those of the <paramref name="size"/> up to it. A row is on
/// time as long as the watermark of its partition has not passed it by more than <paramref name="late"/>; a window is complete when the
/// lowest watermark has.
/// </summary>
public sealed class SlidingTable<TKey, TGroup, TForm>(OperatorSignature signature, TimeSpan size, TimeSpan late) : StateTable
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, IOpenWindowForm<TKey, TGroup>
{
    private readonly Dictionary<TKey, Entry> _keys = [];

    // When there is something to do for a key; an entry that is no longer its key's is skipped.
    private readonly PriorityQueue<TKey, long> _due = new();
    private readonly List<TKey> _changed = [];
    private readonly StateLog _log = new(signature.Name);
    private readonly long _size = EventTime.Of(size);
    private readonly long _late = EventTime.Of(late);
    private int _round = 1;
    private long _closed = EventTime.None;
    private bool _hasClosed;
    private bool _isEnded;

    /// <summary>A window's row is asked for; its key has the window.</summary>
    public delegate void Give(in TKey key, ref TGroup group);

    public override OperatorSignature Signature => signature;

    public override long Closed => _closed;

    public override int Count => _keys.Values.Sum(entry => entry.Points.Count);

    public override long Bytes => _log.BytesOf<TKey, SlidingPoint<TGroup>>(Count) + (_keys.Count * StateLog.ListBytes);

    /// <summary>Adds what lanes collected.</summary>
    /// <param name="partial">By keys with the rows' time in their window's place.</param>
    public void Merge(Dictionary<TKey, TGroup> partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        foreach (TKey key in partial.Keys)
        {
            TForm.Merge(ref Group(in key), in CollectionsMarshal.GetValueRefOrNullRef(partial, key));
        }
    }

    /// <summary>The group that a row belongs to; it counts as changed.</summary>
    /// <param name="key">With the row's time in its window's place.</param>
    public ref TGroup Group(in TKey key)
    {
        TKey of = TForm.In(in key, 0, 0);
        Entry entry = Find(in of);
        ref SlidingPoint<TGroup> point = ref entry.Points.At(TForm.Time(in key));
        point.Round = _round;
        Schedule(in of, entry, Open);
        return ref point.Group;
    }

    /// <summary>Gives the windows that changed since the last round.</summary>
    public void Changed(Give give)
    {
        ArgumentNullException.ThrowIfNull(give);
        foreach (TKey key in _changed)
        {
            SlidingList<TKey, TGroup, TForm> points = _keys[key].Points;
            long? changed = null;
            for (int i = 0; i < points.Count; i++)
            {
                long time = points.All[i].Time;
                changed = points.All[i].Round == _round ? time : changed;
                if (time - changed < _size)
                {
                    Hand(in key, points, i, give);
                }
            }
        }
    }

    /// <summary>
    /// Gives the windows that nothing on time can change any more, and forgets what is in no window that may still change.
    /// </summary>
    /// <param name="give">Null where they have left already.</param>
    public void Close(long watermark, Give? give)
    {
        long before = Open;
        long open = EventTime.Earlier(watermark, _late);
        while (_due.TryPeek(out TKey key, out long due) && due <= open)
        {
            _due.Dequeue();
            if (_keys.TryGetValue(key, out Entry? entry) && entry.Due == due)
            {
                Close(in key, entry, before, open, give);
            }
        }

        // As in WindowTable: the end of all input is no time that a later life could compare with.
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
                StateReader bytes = new(reader.Bytes());
                TKey key = TForm.ReadKey(ref bytes);
                ref SlidingPoint<TGroup> point = ref Find(in key).Points.At(reader.Integer());
                point.Group = TForm.ReadGroup(ref reader);
            }
        }
        catch (InvalidDataException e)
        {
            throw new FlowException(StreamErrors.BrokenState(signature.Name, e.Message), e);
        }
    }

    public override void Restored()
    {
        foreach ((TKey key, Entry entry) in _keys)
        {
            Schedule(in key, entry, EventTime.None);
        }

        Close(_closed, null);
        _hasClosed = false;
        _changed.Clear();
        _round++;
    }

    public override void Changes(ImmutableArray<StateChange>.Builder into)
    {
        ArgumentNullException.ThrowIfNull(into);
        bool isWhole = _log.IsLong || _isEnded;
        foreach (TKey key in isWhole ? (IEnumerable<TKey>)_keys.Keys : _changed)
        {
            if (_keys.TryGetValue(key, out Entry? entry))
            {
                Write(in key, entry.Points, isWhole);
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

    // Windows that end before it are complete.
    private long Open => EventTime.Earlier(_closed, _late);

    private void Hand(in TKey key, SlidingList<TKey, TGroup, TForm> points, int last, Give give)
    {
        long end = points.All[last].Time;
        TGroup all = points.Window(last, _size);
        give(TForm.In(in key, end - _size, end), ref all);
    }

    private void Close(in TKey key, Entry entry, long before, long open, Give? give)
    {
        SlidingList<TKey, TGroup, TForm> points = entry.Points;
        int gone = 0;
        for (int i = 0; i < points.Count && points.All[i].Time < open; i++)
        {
            if (give is not null && points.All[i].Time >= before)
            {
                Hand(in key, points, i, give);
            }

            gone += EventTime.Later(points.All[i].Time, _size) <= open ? 1 : 0;
            _hasClosed = true;
        }

        points.Remove(gone);
        entry.Due = EventTime.End;
        if (points.Count == 0)
        {
            _keys.Remove(key);
        }
        else
        {
            Schedule(in key, entry, open);
        }
    }

    // The next window of the key that becomes complete, or its next point that is in no window any more.
    private void Schedule(in TKey key, Entry entry, long open)
    {
        int next = entry.Points.First(open);
        long due = EventTime.Later(entry.Points.All[0].Time, _size);
        due = next == entry.Points.Count ? due : Math.Min(due, entry.Points.All[next].Time + 1);
        if (due < entry.Due)
        {
            entry.Due = due;
            _due.Enqueue(key, due);
        }
    }

    private void Write(in TKey key, SlidingList<TKey, TGroup, TForm> points, bool isWhole)
    {
        foreach (ref SlidingPoint<TGroup> point in points.All)
        {
            if (isWhole || point.Round == _round)
            {
                TForm.WriteKey(in key, ref _log.Entry);
                ref StateWriter writer = ref _log.Keyed();
                writer.Integer(point.Time);
                TForm.WriteGroup(in point.Group, ref writer);
            }
        }
    }

    private Entry Find(in TKey key)
    {
        if (!_keys.TryGetValue(key, out Entry? entry))
        {
            entry = new Entry();
            _keys.Add(key, entry);
        }

        if (entry.Round != _round)
        {
            entry.Round = _round;
            _changed.Add(key);
        }

        return entry;
    }

    private sealed class Entry
    {
        public SlidingList<TKey, TGroup, TForm> Points { get; } = new();

        public int Round { get; set; }

        /// <summary>When the queue comes to the key.</summary>
        public long Due { get; set; } = EventTime.End;
    }
}
