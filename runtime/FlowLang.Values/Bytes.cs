namespace FlowLang.Values;

/// <summary>Bytes that don't change, compared by content.</summary>
public readonly struct Bytes(byte[] values) : IEquatable<Bytes>, IComparable<Bytes>
{
    private readonly byte[]? _values = values;

    public ReadOnlySpan<byte> Span => _values;

    public long Length => Span.Length;

    public static bool operator ==(Bytes a, Bytes b) => a.Equals(b);

    public static bool operator !=(Bytes a, Bytes b) => !a.Equals(b);

    public static bool operator <(Bytes a, Bytes b) => a.CompareTo(b) < 0;

    public static bool operator >(Bytes a, Bytes b) => a.CompareTo(b) > 0;

    public static bool operator <=(Bytes a, Bytes b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Bytes a, Bytes b) => a.CompareTo(b) >= 0;

    public int CompareTo(Bytes other) => Span.SequenceCompareTo(other.Span);

    public bool Equals(Bytes other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is Bytes other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>In lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Span);
}
