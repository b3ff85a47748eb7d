using System.Buffers;
using System.Buffers.Text;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>A growing buffer of UTF-8; it is a rented one, to be given back.</summary>
internal sealed class JsonBytes : IDisposable
{
    private const int LongestNumber = 20;

    private static readonly SearchValues<byte> s_escaped = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
            (byte)'"', (byte)'\\']);

    private byte[] _bytes;

    public JsonBytes(int size) => _bytes = ArrayPool<byte>.Shared.Rent(size);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int from, int to) => _bytes.AsSpan(from, to - from);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void Append(byte one)
    {
        Room(1)[0] = one;
        Length++;
    }

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(LongestNumber), out int written);
        Length += written;
    }

    public void Number(ulong value)
    {
        Utf8Formatter.TryFormat(value, Room(LongestNumber), out int written);
        Length += written;
    }

    /// <summary>A string, in quotes.</summary>
    public void Text(ReadOnlySpan<byte> value)
    {
        Append((byte)'"');
        Escaped(value);
        Append((byte)'"');
    }

    /// <summary>The inside of a string.</summary>
    public void Escaped(ReadOnlySpan<byte> value)
    {
        for (int at = value.IndexOfAny(s_escaped); at >= 0; at = value.IndexOfAny(s_escaped))
        {
            Append(value[..at]);
            Escape(value[at]);
            value = value[(at + 1)..];
        }

        Append(value);
    }

    /// <summary>Room for as many bytes, which <see cref="Advance"/> then takes.</summary>
    public Span<byte> Room(int count)
    {
        if (Length + count > _bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private void Escape(byte value)
    {
        switch (value)
        {
            case (byte)'"':
                Append("\\\""u8);
                break;
            case (byte)'\\':
                Append("\\\\"u8);
                break;
            case (byte)'\n':
                Append("\\n"u8);
                break;
            case (byte)'\r':
                Append("\\r"u8);
                break;
            case (byte)'\t':
                Append("\\t"u8);
                break;
            default:
                Append("\\u00"u8);
                Append("0123456789abcdef"u8[value >> 4]);
                Append("0123456789abcdef"u8[value & 15]);
                break;
        }
    }
}
