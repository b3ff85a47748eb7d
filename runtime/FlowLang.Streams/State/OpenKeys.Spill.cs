using System.Diagnostics.CodeAnalysis;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// Keys that got nothing for the longest time lie on disk, each with all that is open of it, and beside them by the time at which the
/// watermark comes to them. A time that is no longer a key's brings it back early, or finds it in memory.
/// </summary>
internal sealed partial class OpenKeys<TKey, TItems>
{
    private SpilledEntries? _spilled;
    private SpilledTimes? _times;
    private StateWriter _key = new(256);
    private StateWriter _value = new(256);
    private SpillArea? _area;

    /// <summary>How many keys lie on disk.</summary>
    public long Spilled => _spilled?.Count ?? 0;

    /// <summary>The same where some were put there before: of those that were brought back, too.</summary>
    public void SpillAgain()
    {
        if (_area is { } area)
        {
            Spill(area);
        }
    }

    /// <summary>Puts the half of the keys there that rest longest.</summary>
    public void Spill(SpillArea area)
    {
        _area = area;
        RestedEntries rested = new();
        foreach (OpenEntry<TItems> entry in _keys.Values)
        {
            rested.Add(entry.Round);
        }

        int last = rested.Half();
        foreach ((TKey key, OpenEntry<TItems> entry) in _keys)
        {
            if (entry.Round <= last)
            {
                PutAside(in key, entry, _spilled ??= area.Open(), _times ??= new SpilledTimes(area.Open()));
                _keys.Remove(key);
            }
        }

        _due.Clear();
        _due.EnqueueRange(_keys.Where(pair => pair.Value.Due != EventTime.End).Select(pair => (pair.Key, pair.Value.Due)));
    }

    /// <summary>
    /// Brings back what the watermark comes to, as much as may leave in one round. Gives the time until which everything is in memory.
    /// </summary>
    public long Recall(long until)
    {
        if (_times is not { } times)
        {
            return until;
        }

        long before = until == EventTime.End ? until : until + 1;
        long reached = times.Recall(before, _area?.PartBytes ?? 0, place => Take(place[TimeKey.Size..], out _));
        return reached == before ? until : reached - 1;
    }

    /// <summary>What is open of all keys in memory, and of those on disk that are in these groups.</summary>
    public void Visit(ulong groups, Action<TKey, TItems> visitor)
    {
        foreach ((TKey key, OpenEntry<TItems> entry) in _keys)
        {
            visitor(key, entry.Items);
        }

        TItems items = new();
        _spilled?.VisitAll(groups, (bytes, value) =>
        {
            visitor(Read(bytes, value, items, out _), items);
            return SpillVerdict.Keep;
        });
    }

    private void PutAside(in TKey key, OpenEntry<TItems> entry, SpilledEntries spilled, SpilledTimes times)
    {
        if (entry.Items.Count == 0)
        {
            return;
        }

        WriteKey(in key);
        _value.Clear();
        _value.Integer(entry.Due);
        entry.Items.Write(ref _value);
        spilled.Put(KeyGroup.Of(_key.Written), _key.Written, _value.Written);
        if (entry.Due != EventTime.End)
        {
            _value.Clear();
            _value.Append(TimeKey.Of(entry.Due));
            _value.Append(_key.Written);
            times.Put(_value.Written);
        }
    }

    private bool TryTakeBack(in TKey key, [NotNullWhen(true)] out OpenEntry<TItems>? entry)
    {
        entry = null;
        if (_spilled is not { Count: > 0 })
        {
            return false;
        }

        WriteKey(in key);
        Take(_key.Written, out entry);
        return entry is not null;
    }

    // Gives about the bytes that it takes in memory; 0 where it is not on disk.
    private long Take(ReadOnlySpan<byte> key, out OpenEntry<TItems>? entry)
    {
        entry = null;
        if (_spilled is null || !_spilled.TryTake(KeyGroup.Of(key), key, out ReadOnlySpan<byte> value))
        {
            return 0;
        }

        entry = new OpenEntry<TItems>();
        TKey of = Read(key, value, entry.Items, out long due);
        _keys.Add(of, entry);
        Schedule(in of, entry, due);
        return StateLog.ListBytes + (2 * (key.Length + value.Length));
    }

    private void WriteKey(in TKey key)
    {
        _key.Clear();
        TItems.WriteKey(in key, ref _key);
    }

    private static TKey Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, TItems items, out long due)
    {
        StateReader reader = new(value);
        due = reader.Integer();
        items.Read(ref reader);
        StateReader keyed = new(key);
        return TItems.ReadKey(ref keyed);
    }
}
