using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using DuckDB.NET.Native;
using FlowLang.Connectors.DuckDb.Functions;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// The arguments of a chunk of calls and the place of their results, as .NET values without boxing: instants are UTC, datetimes have no
/// kind, times are cut to microseconds.
/// </summary>
public readonly ref struct FunctionRows
{
    private const int EpochDay = 719162;
    private const long TicksAMicrosecond = 10;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<DuckDbVector> _arguments;
    private readonly ReadOnlySpan<DuckDbType> _types;
    private readonly FunctionChunk _chunk;
    private readonly FunctionChunk _values;
    private readonly Column _result;

    internal FunctionRows(
        FunctionChunk chunk, ReadOnlySpan<DuckDbVector> arguments, ReadOnlySpan<DuckDbType> types, Column result)
    {
        _chunk = chunk;
        _arguments = arguments;
        _types = types;
        _result = result;
        _values = result.Nullable ? chunk.Field(0) : chunk;
    }

    public int Count => _chunk.Rows;

    public bool IsNull(int argument, int row) => !_arguments[argument].IsValid(row);

    public bool Bool(int argument, int row) => Read<byte>(argument, row) != 0;

    public short Int16(int argument, int row) => Read<short>(argument, row);

    public int Int32(int argument, int row) => Read<int>(argument, row);

    public long Int64(int argument, int row) => Read<long>(argument, row);

    public float Float32(int argument, int row) => Read<float>(argument, row);

    public double Float64(int argument, int row) => Read<double>(argument, row);

    public decimal Decimal(int argument, int row)
    {
        DuckDbType type = _types[argument];
        Int128 unscaled = type.Storage switch
        {
            DuckDBType.SmallInt => Read<short>(argument, row),
            DuckDBType.Integer => Read<int>(argument, row),
            DuckDBType.BigInt => Read<long>(argument, row),
            _ => Read<Int128>(argument, row),
        };
        UInt128 digits = (UInt128)Int128.Abs(unscaled);
        return new decimal((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), unscaled < 0, (byte)type.Scale);
    }

    public string Text(int argument, int row) => Encoding.UTF8.GetString(DuckDbText.Bytes(in _arguments[argument].Texts[row]));

    public byte[] Bytes(int argument, int row) => DuckDbText.Bytes(in _arguments[argument].Texts[row]).ToArray();

    public Guid Uuid(int argument, int row)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, Read<Int128>(argument, row) ^ System.Int128.MinValue);
        return new Guid(bytes, bigEndian: true);
    }

    public DateOnly Date(int argument, int row) => DateOnly.FromDayNumber(Read<int>(argument, row) + EpochDay);

    public TimeOnly Time(int argument, int row) => new(Read<long>(argument, row) * TicksAMicrosecond);

    public DateTimeOffset Instant(int argument, int row) =>
        DateTimeOffset.UnixEpoch.AddTicks(Read<long>(argument, row) * TicksAMicrosecond);

    public DateTime DateTime(int argument, int row) =>
        new(System.DateTime.UnixEpoch.Ticks + (Read<long>(argument, row) * TicksAMicrosecond), DateTimeKind.Unspecified);

    public void Set(int row, bool? value) => Write(row, value is null ? null : (byte?)(value.Value ? 1 : 0));

    public void Set(int row, short? value) => Write(row, value);

    public void Set(int row, int? value) => Write(row, value);

    public void Set(int row, long? value) => Write(row, value);

    public void Set(int row, float? value) => Write(row, value);

    public void Set(int row, double? value) => Write(row, value);

    /// <summary>More places than the result's type has are rounded half away from zero; more digits are an exception.</summary>
    public void Set(int row, decimal? value)
    {
        if (value is not { } number)
        {
            SetNull(row);
            return;
        }

        Int128 unscaled = DecimalResult.Unscaled(number, _result.Type);
        switch (_result.Type.Precision)
        {
            case <= 4:
                Write(row, (short?)unscaled);
                break;
            case <= 9:
                Write(row, (int?)unscaled);
                break;
            case <= 18:
                Write(row, (long?)unscaled);
                break;
            default:
                Write(row, (Int128?)unscaled);
                break;
        }
    }

    /// <summary>What is no Unicode text, or has U+0000 in it, is an exception.</summary>
    public void Set(int row, string? value)
    {
        if (value is null)
        {
            SetNull(row);
        }
        else if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("a text with U+0000 in it");
        }
        else
        {
            _values.SetText(row, s_strict.GetBytes(value));
        }
    }

    public void Set(int row, byte[]? value)
    {
        if (value is null)
        {
            SetNull(row);
        }
        else
        {
            _values.SetText(row, value);
        }
    }

    public void Set(int row, Guid? value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.GetValueOrDefault().TryWriteBytes(bytes, bigEndian: true, out _);
        Write(row, value is null ? null : (Int128?)(BinaryPrimitives.ReadInt128BigEndian(bytes) ^ System.Int128.MinValue));
    }

    public void Set(int row, DateOnly? value) => Write(row, value?.DayNumber - EpochDay);

    public void Set(int row, TimeOnly? value) => Write(row, value?.Ticks / TicksAMicrosecond);

    public void Set(int row, DateTimeOffset? value) => Write(row, Microseconds(value?.UtcTicks));

    public void Set(int row, DateTime? value) => Write(row, Microseconds(value?.Ticks));

    /// <summary>The call gave no value: it failed, or was not made.</summary>
    internal void SetFailed(int row)
    {
        _chunk.SetNull(row);
        if (_result.Nullable)
        {
            _values.SetNull(row);
        }
    }

    // A null where the result is not nullable is a failed call.
    private void SetNull(int row)
    {
        if (!_result.Nullable)
        {
            throw new InvalidOperationException("the method gave null, which its `fn` does not allow");
        }

        _values.SetNull(row);
    }

    private T Read<T>(int argument, int row)
        where T : unmanaged => _arguments[argument].Values<T>()[row];

    private void Write<T>(int row, T? value)
        where T : unmanaged
    {
        if (value is { } known)
        {
            _values.Results<T>()[row] = known;
        }
        else
        {
            SetNull(row);
        }
    }

    // Downwards, before 1970 too.
    private static long? Microseconds(long? ticks) =>
        ticks is { } known ? (known / TicksAMicrosecond) - (System.DateTime.UnixEpoch.Ticks / TicksAMicrosecond) : null;
}
