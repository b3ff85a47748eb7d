using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// How groups are kept: an entry of the log for each that changed, and on disk what memory has no room for, window by window. Closed
/// windows need no entries: the watermark tells of them.
/// </summary>
public sealed partial class WindowTable<TKey, TGroup, TForm>
{
    private StateWriter _entry = new(256);
    private SpillArea? _area;

    internal override long Spilled => _windows.Values.Sum(window => window.Spilled?.Count ?? 0);

    internal override void Spill(SpillArea area)
    {
        _area = area;
        RestedEntries rested = new();
        foreach (Window window in _windows.Values)
        {
            foreach (Entry entry in window.Groups.Values)
            {
                rested.Add(entry.Round);
            }
        }

        int last = rested.Half();
        foreach (Window window in _windows.Values)
        {
            PutAside(window, area, last);
        }
    }

    private protected override void Read(ref StateReader reader)
    {
        StateReader key = new(reader.Bytes());
        Find(TForm.ReadKey(ref key), out _).Group = TForm.ReadGroup(ref reader);
    }

    private protected override void Reopen() => Close(Given, null);

    private protected override void EndRound()
    {
        _changed.Clear();
        _round++;
    }

    private protected override void Write(ulong whole)
    {
        foreach (TKey key in _changed)
        {
            if (_windows.TryGetValue(TForm.End(in key), out Window? window))
            {
                Write(window, in key, whole, isWanted: false);
            }
        }

        if (whole == 0)
        {
            return;
        }

        foreach (Window window in _windows.Values)
        {
            foreach (TKey key in window.Groups.Keys)
            {
                Write(window, in key, whole, isWanted: true);
            }

            WriteSpilled(window.Spilled, whole);
        }
    }

    // One that is in memory, and whose group is among these, or is not.
    private void Write(Window window, in TKey key, ulong groups, bool isWanted)
    {
        ref Entry entry = ref CollectionsMarshal.GetValueRefOrNullRef(window.Groups, key);
        if (Unsafe.IsNullRef(ref entry))
        {
            return;
        }

        TForm.WriteKey(in key, ref Log.Entry);
        if (KeyGroup.IsIn(groups, Log.Group) == isWanted)
        {
            TForm.WriteGroup(in entry.Group, ref Log.Keyed());
        }
    }

    // Puts those on disk that rest since a round.
    private void PutAside(Window window, SpillArea area, int last)
    {
        foreach (TKey key in window.Groups.Keys)
        {
            ref Entry entry = ref CollectionsMarshal.GetValueRefOrNullRef(window.Groups, key);
            if (entry.Round <= last)
            {
                TForm.WriteKey(in key, ref Log.Entry);
                _entry.Clear();
                TForm.WriteGroup(in entry.Group, ref _entry);
                window.Spilled ??= area.Open();
                window.Spilled.Put(Log.Group, Log.Key, _entry.Written);
                window.Groups.Remove(key);
            }
        }
    }

    // Gives what a window has; false where there is more.
    private bool Leave(Window window, Give? give)
    {
        if (give is null)
        {
            window.Spilled?.Clear();
            return true;
        }

        if (_area is { } area && window.Spilled is { Count: > 0 } spilled)
        {
            // All of it is on disk then, in the order of the key groups.
            LogChanged(window);
            PutAside(window, area, _round);
            return Leave(window, spilled, area.PartBytes, give);
        }

        foreach (TKey key in window.Groups.Keys)
        {
            give(in key, ref CollectionsMarshal.GetValueRefOrNullRef(window.Groups, key).Group);
        }

        return true;
    }

    private bool Leave(Window window, SpilledEntries spilled, long most, Give give)
    {
        ulong given = 0;
        long bytes = 0;
        for (; window.NextGroup < KeyGroup.Count; window.NextGroup++)
        {
            if (bytes > most)
            {
                Parted = given;
                return false;
            }

            spilled.Visit(window.NextGroup, (key, value) =>
            {
                bytes += key.Length + value.Length;
                StateReader keyed = new(key);
                StateReader grouped = new(value);
                TKey of = TForm.ReadKey(ref keyed);
                TGroup group = TForm.ReadGroup(ref grouped);
                give(in of, ref group);
                return SpillVerdict.Drop;
            });
            given |= 1UL << window.NextGroup;
        }

        return true;
    }

    // Of a window of which not all leaves in this round: what leaves later has to be in the log.
    private void LogChanged(Window window)
    {
        foreach (TKey key in window.Groups.Keys)
        {
            ref Entry entry = ref CollectionsMarshal.GetValueRefOrNullRef(window.Groups, key);
            if (entry.Round == _round)
            {
                TForm.WriteKey(in key, ref Log.Entry);
                TForm.WriteGroup(in entry.Group, ref Log.Keyed());
            }
        }
    }

    private bool TryTake(Window window, in TKey key, out TGroup group)
    {
        group = default;
        if (window.Spilled is not { Count: > 0 } spilled)
        {
            return false;
        }

        TForm.WriteKey(in key, ref Log.Entry);
        if (!spilled.TryTake(Log.Group, Log.Key, out ReadOnlySpan<byte> value))
        {
            return false;
        }

        StateReader reader = new(value);
        group = TForm.ReadGroup(ref reader);
        return true;
    }
}
