namespace FlowLang.Values.Collections;

/// <summary>A list. Items can always be null: an engine that reads a foreign file can't promise otherwise.</summary>
/// <param name="items">Taken as they are, and not to be changed.</param>
public readonly struct Items<T>(T[] items) : IEquatable<Items<T>>
{
    private readonly T[]? _items = items;

    public ReadOnlySpan<T> Span => _items;

    public long Length => Span.Length;

    public T this[int index] => Span[index];

    public static bool operator ==(Items<T> a, Items<T> b) => a.Equals(b);

    public static bool operator !=(Items<T> a, Items<T> b) => !a.Equals(b);

    /// <summary>The item at a position from 1; null outside.</summary>
    public T? At(long position) => position >= 1 && position <= Length ? Span[(int)(position - 1)] : default;

    public bool Contains(T item)
    {
        foreach (T candidate in Span)
        {
            if (candidate is not null && EqualityComparer<T>.Default.Equals(candidate, item))
            {
                return true;
            }
        }

        return false;
    }

    public Items<T> Concat(Items<T> others) => new([.. Span, .. others.Span]);

    /// <summary>The items between two positions from 1, both included; positions outside give nothing.</summary>
    public Items<T> Slice(long from, long to)
    {
        int start = (int)Math.Clamp(from - 1, 0, Length);
        int end = (int)Math.Clamp(to, start, Length);
        return new(Span[start..end].ToArray());
    }

    /// <summary>In the given order.</summary>
    public Items<T> Sort(Comparison<T> order)
    {
        T[] sorted = Span.ToArray();
        sorted.AsSpan().Sort(order);
        return new(sorted);
    }

    public bool Equals(Items<T> other)
    {
        if (Length != other.Length)
        {
            return false;
        }

        for (int i = 0; i < Span.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(Span[i], other.Span[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is Items<T> other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in Span)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
