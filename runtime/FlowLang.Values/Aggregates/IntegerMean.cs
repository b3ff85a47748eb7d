using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The mean of integers in float64.</summary>
public struct IntegerMean
{
    private Int128 _total;
    private long _count;

    public readonly bool IsEmpty => _count == 0;

    public readonly double Result => (double)_total / _count;

    public void Add(long value)
    {
        _total += value;
        _count++;
    }

    public void Merge(in IntegerMean other)
    {
        _total += other._total;
        _count += other._count;
    }

    public readonly void Write(ref StateWriter writer)
    {
        writer.Integer(_count);
        writer.Wide(_total);
    }

    public static IntegerMean Read(ref StateReader reader) => new() { _count = reader.Integer(), _total = reader.Wide() };
}
