using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The sum of integers; only a total beyond 64 bits overflows.</summary>
public struct IntegerSum
{
    private Int128 _total;
    private bool _hasValues;

    public readonly bool IsEmpty => !_hasValues;

    public void Add(long value)
    {
        _total += value;
        _hasValues = true;
    }

    public readonly bool TryResult(out long result)
    {
        result = unchecked((long)_total);
        return result == _total;
    }

    public void Merge(in IntegerSum other)
    {
        _total += other._total;
        _hasValues |= other._hasValues;
    }

    public readonly void Write(ref StateWriter writer)
    {
        writer.Bool(_hasValues);
        writer.Wide(_total);
    }

    public static IntegerSum Read(ref StateReader reader) => new() { _hasValues = reader.Bool(), _total = reader.Wide() };
}
