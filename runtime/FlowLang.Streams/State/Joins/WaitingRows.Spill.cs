using System.Buffers.Binary;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>Rows on disk lie with their key's group, by time, and their places beside them in the order of time alone.</summary>
internal sealed partial class WaitingRows<TKey, TLeft, TRight, TForm>
{
    private SpilledEntries? _spilled;
    private SpilledTimes? _places;
    private StateWriter _key = new(256);
    private StateWriter _value = new(256);
    private SpillArea? _area;

    /// <summary>Rows on disk.</summary>
    public long Spilled => _spilled?.Count ?? 0;

    /// <summary>Puts the half of the rows there that have longest to wait.</summary>
    public void Spill(SpillArea area)
    {
        _area = area;
        (JoinRow<TKey, TLeft> Row, (long Time, long Number) Place)[] rows = [.. _rows.UnorderedItems.OrderBy(row => row.Priority)];
        int half = rows.Length / 2;
        _rows.Clear();
        _rows.EnqueueRange(rows[..half]);
        foreach ((JoinRow<TKey, TLeft> row, (long Time, long Number) place) in rows[half..])
        {
            PutAside(in row, place, _spilled ??= area.Open(), _places ??= new SpilledTimes(area.Open()));
        }
    }

    /// <summary>
    /// Brings back rows whose time is before this one, as many as may leave in one round. Gives the time before which all rows are in
    /// memory.
    /// </summary>
    public long Recall(long until) =>
        _places?.Recall(until, _area?.PartBytes ?? 0, place => Take(place[..^1], place[^1])) ?? until;

    /// <summary>Rows whose time is before this one have left in an earlier life.</summary>
    public void Forget(long before)
    {
        for (long until = EventTime.None; until < before;)
        {
            until = Recall(before);
            while (TryTake(until, out _))
            {
                // It is gone.
            }
        }
    }

    private void VisitSpilled(ulong groups, Action<JoinRow<TKey, TLeft>> visitor) => _spilled?.VisitAll(groups, (place, value) =>
    {
        JoinRow<TKey, TLeft> row = Read(place, value);
        if (!HasLeft(in row, NumberOf(place)))
        {
            visitor(row);
        }

        return SpillVerdict.Keep;
    });

    private void PutAside(in JoinRow<TKey, TLeft> row, (long Time, long Number) at, SpilledEntries spilled, SpilledTimes places)
    {
        _key.Clear();
        TForm.WriteKey(row.Key, ref _key);
        _value.Clear();
        _value.Bytes(_key.Written);
        TForm.WriteLeft(row.Row, ref _value);
        int group = KeyGroup.Of(_key.Written);
        Span<byte> place = stackalloc byte[TimeKey.Size + sizeof(long) + 1];
        TimeKey.Write(place, at.Time);
        BinaryPrimitives.WriteInt64BigEndian(place[TimeKey.Size..], at.Number);
        place[^1] = (byte)group;
        spilled.Put(group, place[..^1], _value.Written);
        places.Put(place);
    }

    // Gives about the bytes that it takes in memory.
    private long Take(ReadOnlySpan<byte> place, int group)
    {
        if (_spilled is null || !_spilled.TryTake(group, place, out ReadOnlySpan<byte> value))
        {
            return 0;
        }

        JoinRow<TKey, TLeft> row = Read(place, value);
        long number = NumberOf(place);
        if (HasLeft(in row, number))
        {
            return 0;
        }

        _rows.Enqueue(row, (row.Time, number));
        return 2 * (place.Length + value.Length);
    }

    private static long NumberOf(ReadOnlySpan<byte> place) => BinaryPrimitives.ReadInt64BigEndian(place[TimeKey.Size..]);

    private static JoinRow<TKey, TLeft> Read(ReadOnlySpan<byte> place, ReadOnlySpan<byte> value)
    {
        StateReader reader = new(value);
        StateReader key = new(reader.Bytes());
        return new(TForm.ReadKey(ref key), TimeKey.Read(place), TForm.ReadLeft(ref reader));
    }
}
