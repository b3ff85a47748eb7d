using FlowLang.Values.Numbers;

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
}
