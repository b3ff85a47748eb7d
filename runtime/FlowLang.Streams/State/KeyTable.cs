using System.Runtime.InteropServices;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// Groups without a window: each is forgotten when it got no rows for its time to live, by event time. There may be more of them than
/// memory holds: those that got no rows for the longest time lie on disk until they get some.
/// </summary>
public sealed partial class KeyTable<TKey, TGroup, TForm>(OperatorSignature signature, TimeSpan ttl) : StateTable(signature)
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, IGroupForm<TKey, TGroup>
{
    // How often all groups are looked at in the time that they live.
    private const int Looks = 8;

    private readonly Dictionary<TKey, Entry> _groups = [];
    private readonly List<TKey> _changed = [];
    private readonly long _ttl = EventTime.Of(ttl);
    private long _looked = EventTime.None;
    private int _round = 1;

    /// <summary>A group's row is asked for.</summary>
    public delegate void Give(in TKey key, ref TGroup group);

    public override int Count => _groups.Count;

    public override long Bytes => Log.BytesOf<TKey, Entry>(Count);

    /// <summary>Adds what lanes collected of groups.</summary>
    public void Merge(Dictionary<TKey, Timed<TGroup>> partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        foreach (TKey key in partial.Keys)
        {
            ref Timed<TGroup> other = ref CollectionsMarshal.GetValueRefOrNullRef(partial, key);
            ref Entry entry = ref Find(key, out bool isNew);
            if (isNew)
            {
                entry.Timed = other;
            }
            else
            {
                TForm.Merge(ref entry.Timed.Group, in other.Group);
                entry.Timed.Last = Math.Max(entry.Timed.Last, other.Last);
            }
        }
    }

    /// <summary>The group of a key, to be changed by a row of this time.</summary>
    public ref TGroup Group(in TKey key, long time) => ref Timed<TGroup>.At(ref Find(key, out _).Timed, time);

    /// <summary>Gives the groups that changed since the last round.</summary>
    public void Changed(Give give)
    {
        ArgumentNullException.ThrowIfNull(give);
        foreach (TKey key in _changed)
        {
            give(in key, ref CollectionsMarshal.GetValueRefOrNullRef(_groups, key).Timed.Group);
        }
    }

    /// <summary>Forgets groups whose time is over. Looking at all of them is done now and then only.</summary>
    public void Expire(long watermark)
    {
        if (watermark is EventTime.None or EventTime.End)
        {
            return;
        }

        ExpireSpilled(watermark);
        if (_looked != EventTime.None && watermark - _looked < _ttl / Looks)
        {
            return;
        }

        _looked = watermark;
        foreach (TKey key in _groups.Where(pair => pair.Value.Timed.Last < watermark - _ttl).Select(pair => pair.Key).ToArray())
        {
            ref Entry entry = ref CollectionsMarshal.GetValueRefOrNullRef(_groups, key);
            if (entry.Round == _round)
            {
                continue; // it has to leave first
            }

            _groups.Remove(key);
            TForm.WriteKey(in key, ref Log.Entry);
            Log.Keyed().Bool(false);
        }
    }

    private ref Entry Find(in TKey key, out bool isNew)
    {
        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, key, out bool isKnown);
        isNew = !isKnown && !TryTake(in key, out entry.Timed);
        if (isNew)
        {
            entry.Timed.Last = EventTime.None;
        }

        if (entry.Round != _round)
        {
            entry.Round = _round;
            _changed.Add(key);
        }

        return ref entry;
    }

    private struct Entry
    {
        public Timed<TGroup> Timed;
        public int Round;
    }
}
