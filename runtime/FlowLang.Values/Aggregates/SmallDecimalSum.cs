using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The sum of decimals of at most 18 digits, which no number of rows overflows.</summary>
public struct SmallDecimalSum
{
    private bool _hasValues;

    public readonly bool IsEmpty => !_hasValues;

    public Int128 Result { get; private set; }

    public void Add(long value)
    {
        Result += value;
        _hasValues = true;
    }

    public void Merge(in SmallDecimalSum other)
    {
        Result += other.Result;
        _hasValues |= other._hasValues;
    }

    public readonly void Write(ref StateWriter writer)
    {
        writer.Bool(_hasValues);
        writer.Wide(Result);
    }

    public static SmallDecimalSum Read(ref StateReader reader) => new() { _hasValues = reader.Bool(), Result = reader.Wide() };
}
