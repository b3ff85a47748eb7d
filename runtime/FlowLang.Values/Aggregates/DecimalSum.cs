using FlowLang.Values.Numbers;
using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The sum of decimals in 192 bits; only a total of more than 38 digits overflows.</summary>
public struct DecimalSum
{
    private UInt128 _low;
    private long _high;
    private bool _hasValues;

    public readonly bool IsEmpty => !_hasValues;

    internal readonly System.Numerics.BigInteger Total => ((System.Numerics.BigInteger)_high << 128) + _low;

    public void Add(Int128 value)
    {
        UInt128 low = unchecked(_low + (UInt128)value);
        _high += (low < _low ? 1 : 0) - (value < 0 ? 1 : 0);
        _low = low;
        _hasValues = true;
    }

    public readonly bool TryResult(out Int128 result)
    {
        result = unchecked((Int128)_low);
        Int128 limit = Decimals.PowerOfTen(38);
        return _high == (result < 0 ? -1 : 0) && result < limit && result > -limit;
    }

    public void Merge(in DecimalSum other)
    {
        UInt128 low = unchecked(_low + other._low);
        _high += other._high + (low < _low ? 1 : 0);
        _low = low;
        _hasValues |= other._hasValues;
    }

    public readonly void Write(ref StateWriter writer)
    {
        writer.Bool(_hasValues);
        writer.Integer(_high);
        writer.WideUnsigned(_low);
    }

    public static DecimalSum Read(ref StateReader reader) =>
        new() { _hasValues = reader.Bool(), _high = reader.Integer(), _low = reader.WideUnsigned() };
}
