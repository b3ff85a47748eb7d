using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The sum of floats in float64, with Neumaier's compensation where it is finite.</summary>
public struct FloatSum
{
    private double _sum;
    private double _lost;

    public long Count { get; private set; }

    public readonly bool IsEmpty => Count == 0;

    public readonly double Result => double.IsFinite(_sum) ? _sum + _lost : _sum;

    public void Add(double value)
    {
        double sum = _sum + value;
        _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
        Count++;
    }

    /// <summary>As exact as adding the values one by one, but not always the same last digit.</summary>
    public void Merge(in FloatSum other)
    {
        long count = Count + other.Count;
        Add(other._sum);
        _lost += other._lost;
        Count = count;
    }

    public readonly void Write(ref StateWriter writer)
    {
        writer.Integer(Count);
        writer.Float(_sum);
        writer.Float(_lost);
    }

    public static FloatSum Read(ref StateReader reader) =>
        new() { Count = reader.Integer(), _sum = reader.Float(), _lost = reader.Float() };
}
