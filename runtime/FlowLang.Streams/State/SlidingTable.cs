using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// Groups in windows that end with a row: for each time at which a key has rows, those of the <paramref name="size"/> up to it. A row is on
/// time as long as the watermark of its partition has not passed it by more than <paramref name="late"/>; a window is complete when the
/// lowest watermark has. There may be more keys than memory holds: those that got no rows for the longest time lie on disk.
/// </summary>
public sealed class SlidingTable<TKey, TGroup, TForm>(OperatorSignature signature, TimeSpan size, TimeSpan late) : StateTable(signature)
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, IOpenWindowForm<TKey, TGroup>
{
    // In the log, in place of a point's time: all of the key's are.
    private const long Gone = EventTime.None;

    private readonly OpenKeys<TKey, SlidingList<TKey, TGroup, TForm>> _keys = new();
    private readonly long _size = EventTime.Of(size);
    private readonly long _late = EventTime.Of(late);

    /// <summary>A window's row is asked for; its key has the window.</summary>
    public delegate void Give(in TKey key, ref TGroup group);

    public override int Count => _keys.Items;

    public override long Bytes => Log.BytesOf<TKey, SlidingPoint<TGroup>>(Count) + (_keys.Count * StateLog.ListBytes);

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
        var entry = _keys.Find(in of);
        ref SlidingPoint<TGroup> point = ref entry.Items.At(TForm.Time(in key));
        point.Round = _keys.Round;
        Schedule(in of, entry, Open);
        return ref point.Group;
    }

    /// <summary>Gives the windows that changed since the last round.</summary>
    public void Changed(Give give)
    {
        ArgumentNullException.ThrowIfNull(give);
        foreach (TKey key in _keys.Changed)
        {
            SlidingList<TKey, TGroup, TForm> points = _keys[key];
            long? changed = null;
            for (int i = 0; i < points.Count; i++)
            {
                long time = points.All[i].Time;
                changed = points.All[i].Round == _keys.Round ? time : changed;
                if (time - changed < _size)
                {
                    Hand(in key, points, i, give);
                }
            }
        }
    }

    /// <summary>
    /// Gives the windows that nothing on time can change any more, and forgets what is in no window that may still change. Of keys on disk
    /// some at a time, as a lower watermark would, for they and their rows are in memory until the round is committed: false where there
    /// are more.
    /// </summary>
    /// <param name="give">Null where they have left already.</param>
    public bool Close(long watermark, Give? give)
    {
        long before = Open;
        return CloseKeys(
            _keys, watermark, _late,
            (in TKey key, OpenEntry<SlidingList<TKey, TGroup, TForm>> entry, long until, bool isToldGone) =>
                Close(in key, entry, (before, until), give, isToldGone));
    }

    internal override long Spilled => _keys.Spilled;

    internal override void Spill(SpillArea area) => _keys.Spill(area);

    private protected override void Read(ref StateReader reader)
    {
        StateReader bytes = new(reader.Bytes());
        TKey key = TForm.ReadKey(ref bytes);
        long time = reader.Integer();
        var entry = _keys.Find(in key);
        if (time == Gone)
        {
            entry.Items.Remove(entry.Items.Count);
            return;
        }

        entry.Items.At(time).Group = TForm.ReadGroup(ref reader);
        Schedule(in key, entry, EventTime.None);
    }

    private protected override void Reopen()
    {
        while (!Close(Closed, null))
        {
            _keys.SpillAgain();
        }
    }

    private protected override void EndRound() => _keys.EndRound();

    private protected override void Write(ulong whole)
    {
        foreach (TKey key in _keys.Changed)
        {
            if (_keys.TryGet(in key, out SlidingList<TKey, TGroup, TForm>? points))
            {
                Write(in key, points, whole, isWhole: false);
            }
        }

        if (whole != 0)
        {
            _keys.Visit(whole, (key, points) => Write(in key, points, whole, isWhole: true));
        }
    }

    // Windows that end before it are complete.
    private long Open => EventTime.Earlier(Closed, _late);

    private void Hand(in TKey key, SlidingList<TKey, TGroup, TForm> points, int last, Give give)
    {
        long end = points.All[last].Time;
        TGroup all = points.Window(last, _size);
        give(TForm.In(in key, end - _size, end), ref all);
    }

    // Windows that were complete before have left.
    private void Close(
        in TKey key, OpenEntry<SlidingList<TKey, TGroup, TForm>> entry, (long Before, long Now) open, Give? give, bool isToldGone)
    {
        SlidingList<TKey, TGroup, TForm> points = entry.Items;
        int gone = 0;
        for (int i = 0; i < points.Count && points.All[i].Time < open.Now; i++)
        {
            if (give is not null && points.All[i].Time >= open.Before)
            {
                Hand(in key, points, i, give);
            }

            gone += EventTime.Later(points.All[i].Time, _size) <= open.Now ? 1 : 0;
            HasClosed = true;
        }

        entry.Items.Remove(gone);
        if (_keys.Settle(in key, entry))
        {
            Schedule(in key, entry, open.Now);
        }
        else if (isToldGone)
        {
            TForm.WriteKey(in key, ref Log.Entry);
            Log.Keyed().Integer(Gone);
        }
    }

    // The next window of the key that becomes complete, or its next point that is in no window any more.
    private void Schedule(in TKey key, OpenEntry<SlidingList<TKey, TGroup, TForm>> entry, long open)
    {
        int next = entry.Items.First(open);
        long due = EventTime.Later(entry.Items.All[0].Time, _size);
        due = next == entry.Items.Count ? due : Math.Min(due, entry.Items.All[next].Time + 1);
        _keys.Schedule(in key, entry, due);
    }

    // The points of a key whose group is among these, or those that changed of one whose group is not.
    private void Write(in TKey key, SlidingList<TKey, TGroup, TForm> points, ulong groups, bool isWhole)
    {
        foreach (ref SlidingPoint<TGroup> point in points.All)
        {
            if (!isWhole && point.Round != _keys.Round)
            {
                continue;
            }

            TForm.WriteKey(in key, ref Log.Entry);
            if (KeyGroup.IsIn(groups, Log.Group) == isWhole)
            {
                ref StateWriter writer = ref Log.Keyed();
                writer.Integer(point.Time);
                TForm.WriteGroup(in point.Group, ref writer);
            }
        }
    }
}
