using System.Runtime.InteropServices;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// How groups are kept: an entry of the log for each that changed or was forgotten, and on disk what memory has no room for.
/// </summary>
public sealed partial class KeyTable<TKey, TGroup, TForm>
{
    private SpilledEntries? _spilled;
    private StateWriter _entry = new(256);
    private long _lookedSpilled = EventTime.None;
    private int _nextSpilled;

    internal override long Spilled => _spilled?.Count ?? 0;

    internal override void Spill(SpillArea area)
    {
        SpilledEntries entries = _spilled ??= area.Open();
        RestedEntries rested = new();
        foreach (Entry entry in _groups.Values)
        {
            rested.Add(entry.Round);
        }

        int last = rested.Half();
        foreach (TKey key in _groups.Keys)
        {
            ref Entry entry = ref CollectionsMarshal.GetValueRefOrNullRef(_groups, key);
            if (entry.Round <= last)
            {
                TForm.WriteKey(in key, ref Log.Entry);
                _entry.Clear();
                Write(in entry.Timed, ref _entry);
                entries.Put(Log.Group, Log.Key, _entry.Written);
                _groups.Remove(key);
            }
        }
    }

    private protected override void Read(ref StateReader reader)
    {
        StateReader bytes = new(reader.Bytes());
        TKey key = TForm.ReadKey(ref bytes);
        if (reader.Bool())
        {
            Find(key, out _).Timed = ReadTimed(ref reader);
        }
        else
        {
            _groups.Remove(key);
            TryTake(in key, out _);
        }
    }

    private protected override void EndRound()
    {
        _changed.Clear();
        _round++;
    }

    private protected override void Write(ulong whole)
    {
        foreach (TKey key in _changed)
        {
            Write(in key, whole, isWanted: false);
        }

        if (whole == 0)
        {
            return;
        }

        foreach (TKey key in _groups.Keys)
        {
            Write(in key, whole, isWanted: true);
        }

        WriteSpilled(_spilled, whole);
    }

    // One whose group is among these, or is not.
    private void Write(in TKey key, ulong groups, bool isWanted)
    {
        TForm.WriteKey(in key, ref Log.Entry);
        if (KeyGroup.IsIn(groups, Log.Group) == isWanted)
        {
            Write(in CollectionsMarshal.GetValueRefOrNullRef(_groups, key).Timed, ref Log.Keyed());
        }
    }

    private static void Write(in Timed<TGroup> timed, ref StateWriter writer)
    {
        writer.Bool(true);
        writer.Integer(timed.Last);
        TForm.WriteGroup(in timed.Group, ref writer);
    }

    private static Timed<TGroup> ReadTimed(ref StateReader reader) => new()
    {
        Last = reader.Integer(),
        Group = TForm.ReadGroup(ref reader),
    };

    // A part of them at a time, so that no round takes long.
    private void ExpireSpilled(long watermark)
    {
        if (_spilled is not { Count: > 0 } spilled
            || (_lookedSpilled != EventTime.None && watermark - _lookedSpilled < _ttl / Looks / KeyGroup.Count))
        {
            return;
        }

        _lookedSpilled = watermark;
        spilled.Visit(_nextSpilled, (key, value) =>
        {
            StateReader reader = new(value[1..]);
            bool stays = reader.Integer() >= watermark - _ttl;
            if (!stays)
            {
                Log.Entry.Append(key);
                Log.Keyed().Bool(false);
            }

            return stays ? SpillVerdict.Keep : SpillVerdict.Drop;
        });
        _nextSpilled = (_nextSpilled + 1) % KeyGroup.Count;
    }

    private bool TryTake(in TKey key, out Timed<TGroup> timed)
    {
        timed = default;
        if (_spilled is not { Count: > 0 })
        {
            return false;
        }

        TForm.WriteKey(in key, ref Log.Entry);
        if (!_spilled.TryTake(Log.Group, Log.Key, out ReadOnlySpan<byte> value))
        {
            return false;
        }

        StateReader reader = new(value[1..]);
        timed = ReadTimed(ref reader);
        return true;
    }
}
