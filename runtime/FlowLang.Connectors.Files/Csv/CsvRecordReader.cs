using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace FlowLang.Connectors.Files;

/// <summary>
/// Splits a file into records and records into fields, 64 bytes at a time (RFC 4180, LF or CRLF, a quote only counts at a field's start).
/// A record that can't be split is still a record: it says why in <see cref="Bad"/>.
/// </summary>
internal sealed unsafe class CsvRecordReader(RecordBuffer buffer, CsvOptions options, string source) : IDisposable
{
    private const int MaxFields = 1 << 16;
    private readonly byte _delimiter = (byte)options.Delimiter;
    private readonly int _quote = options.Quote is { } quote ? (byte)quote : -1;
    private CsvField[] _fields = new CsvField[64];
    private int _position;
    private ulong _mask;
    private int _maskAt = -1;

    /// <summary>The record's fields, valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<CsvField> Fields => _fields.AsSpan(0, FieldCount);

    public int FieldCount { get; private set; }

    /// <summary>Why the record can't be read, or null.</summary>
    public string? Bad { get; private set; }

    /// <summary>1-based, counting the header as well.</summary>
    public long Number { get; private set; }

    public RecordBuffer Buffer => buffer;

    /// <summary>The next record; false at the end of the file. Blank lines are no records.</summary>
    public bool Read()
    {
        while (true)
        {
            if (_position >= buffer.End && buffer.AtEnd)
            {
                return false;
            }

            int end = Split(_position);
            if (end < 0)
            {
                Refill();
                continue;
            }

            int start = _position;
            _position = end;
            bool blank = FieldCount == 1 && _fields[0] is { Length: 0, Quoted: false };
            if (!blank)
            {
                Number++;
                Inspect(start, end);
                return true;
            }
        }
    }

    public void Dispose() => buffer.Dispose();

    private void Refill()
    {
        if (!buffer.Refill(_position))
        {
            throw FileErrors.RecordTooLong(source, buffer.Stream.File.Name, Number + 1, RecordBuffer.MaxRecord);
        }

        _position = 0;
        _maskAt = -1;
    }

    // Gives the position after the record's line end, or -1 when the window ends before it.
    private int Split(int at)
    {
        Bad = null;
        FieldCount = 0;
        byte* bytes = buffer.Bytes;
        int end = buffer.End;
        while (true)
        {
            if (at < end && bytes[at] == _quote)
            {
                at = SplitQuoted(bytes, at, end, out bool ended);
                if (at < 0 || ended)
                {
                    return at;
                }

                continue;
            }

            int stop = NextStop(bytes, at, end);
            if (stop >= end)
            {
                return buffer.AtEnd ? Last(bytes, at, end) : -1;
            }

            if (bytes[stop] == _delimiter)
            {
                Add(at, stop - at, false, false);
                at = stop + 1;
                continue;
            }

            Add(at, TrimmedLength(bytes, at, stop), false, false);
            return stop + 1;
        }
    }

    private int Last(byte* bytes, int at, int end)
    {
        Add(at, TrimmedLength(bytes, at, end), false, false);
        return end;
    }

    private static int TrimmedLength(byte* bytes, int start, int stop) =>
        stop > start && bytes[stop - 1] == '\r' ? stop - start - 1 : stop - start;

    // A field that begins with a quote; gives where the next field starts, or the record's end.
    private int SplitQuoted(byte* bytes, int at, int end, out bool ended)
    {
        ended = false;
        int start = at + 1;
        bool escaped = false;
        int close = start;
        while (true)
        {
            int found = new ReadOnlySpan<byte>(bytes + close, end - close).IndexOf((byte)_quote);
            if (found < 0)
            {
                return buffer.AtEnd ? Unclosed(start, end, escaped, out ended) : -1;
            }

            close += found;
            if (close + 1 >= end && !buffer.AtEnd)
            {
                return -1;
            }

            if (close + 1 < end && bytes[close + 1] == _quote)
            {
                escaped = true;
                close += 2;
                continue;
            }

            break;
        }

        Add(start, close - start, true, escaped);
        return AfterQuote(bytes, close + 1, end, out ended);
    }

    private int AfterQuote(byte* bytes, int after, int end, out bool ended)
    {
        ended = true;
        if (after >= end)
        {
            return end;
        }

        int stop = NextStop(bytes, after, end);
        if (stop >= end && !buffer.AtEnd)
        {
            return -1;
        }

        if (TrimmedLength(bytes, after, stop) > 0)
        {
            Bad ??= "text follows the closing quote of a field";
        }

        ended = stop >= end || bytes[stop] == (byte)'\n';
        return Math.Min(stop + 1, end);
    }

    private int Unclosed(int start, int end, bool escaped, out bool ended)
    {
        Bad = "a quote is never closed";
        Add(start, end - start, true, escaped);
        ended = true;
        return end;
    }

    // The next delimiter or line feed at or after a position.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextStop(byte* bytes, int at, int end)
    {
        int block = at & ~63;
        if (block != _maskAt)
        {
            _mask = Mask(bytes + block);
            _maskAt = block;
        }

        ulong mask = _mask & (ulong.MaxValue << (at & 63));
        while (mask == 0)
        {
            block += 64;
            if (block >= end)
            {
                return end;
            }

            mask = _mask = Mask(bytes + block);
            _maskAt = block;
        }

        return Math.Min(block + BitOperations.TrailingZeroCount(mask), end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Mask(byte* at)
    {
        Vector256<byte> delimiter = Vector256.Create(_delimiter);
        Vector256<byte> newline = Vector256.Create((byte)'\n');
        Vector256<byte> low = Vector256.Load(at);
        Vector256<byte> high = Vector256.Load(at + 32);
        uint lowBits = (Vector256.Equals(low, delimiter) | Vector256.Equals(low, newline)).ExtractMostSignificantBits();
        uint highBits = (Vector256.Equals(high, delimiter) | Vector256.Equals(high, newline)).ExtractMostSignificantBits();
        return lowBits | ((ulong)highBits << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int start, int length, bool quoted, bool escaped)
    {
        if (FieldCount == _fields.Length)
        {
            Grow();
        }

        _fields[FieldCount++] = new CsvField(start, length, quoted, escaped);
    }

    private void Grow()
    {
        if (_fields.Length >= MaxFields)
        {
            throw FileErrors.RecordTooLong(source, buffer.Stream.File.Name, Number + 1, RecordBuffer.MaxRecord);
        }

        Array.Resize(ref _fields, _fields.Length * 2);
    }

    private void Inspect(int start, int end)
    {
        if (buffer.HasNul || buffer.HasNonAscii)
        {
            var record = new ReadOnlySpan<byte>(buffer.Bytes + start, end - start);
            if (buffer.HasNul && record.Contains((byte)0))
            {
                Bad ??= "it has a NUL character";
            }

            if (buffer.HasNonAscii && !Utf8.IsValid(record))
            {
                Bad ??= "it is not valid UTF-8 (the source's option `encoding` names another)";
            }
        }
    }
}
