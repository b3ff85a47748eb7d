using System.Runtime.InteropServices;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>What the rows of one key are at each of their times, in order.</summary>
internal sealed class SlidingList<TKey, TGroup, TForm> : IOpenItems<TKey>
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, IOpenWindowForm<TKey, TGroup>
{
    private readonly List<SlidingPoint<TGroup>> _points = new(1);

    public int Count => _points.Count;

    public Span<SlidingPoint<TGroup>> All => CollectionsMarshal.AsSpan(_points);

    /// <summary>What there is at a time; nothing where it is the first row of that time.</summary>
    public ref SlidingPoint<TGroup> At(long time)
    {
        int at = First(time);
        if (at == _points.Count || All[at].Time != time)
        {
            _points.Insert(at, new SlidingPoint<TGroup> { Time = time });
        }

        return ref All[at];
    }

    /// <summary>The place of the first point that is not before a time.</summary>
    public int First(long time)
    {
        int low = _points.Count > 0 && All[^1].Time < time ? _points.Count : 0;
        int high = _points.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = All[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>All rows of the window that ends with a point.</summary>
    public TGroup Window(int last, long size)
    {
        TGroup all = default;
        foreach (ref SlidingPoint<TGroup> point in All[First(All[last].Time - size + 1)..(last + 1)])
        {
            TForm.Merge(ref all, in point.Group);
        }

        return all;
    }

    public void Remove(int count) => _points.RemoveRange(0, count);

    public void Write(ref StateWriter writer)
    {
        writer.Count(Count);
        foreach (ref SlidingPoint<TGroup> point in All)
        {
            writer.Integer(point.Time);
            TForm.WriteGroup(in point.Group, ref writer);
        }
    }

    public void Read(ref StateReader reader)
    {
        _points.Clear();
        for (int rest = reader.Count(); rest > 0; rest--)
        {
            _points.Add(new() { Time = reader.Integer(), Group = TForm.ReadGroup(ref reader) });
        }
    }

    public static void WriteKey(in TKey key, ref StateWriter writer) => TForm.WriteKey(in key, ref writer);

    public static TKey ReadKey(ref StateReader reader) => TForm.ReadKey(ref reader);
}

/// <summary>The rows of a key at one time.</summary>
internal struct SlidingPoint<TGroup>
    where TGroup : struct
{
    public TGroup Group;
    public long Time;

    /// <summary>The round that changed it.</summary>
    public int Round;
}
