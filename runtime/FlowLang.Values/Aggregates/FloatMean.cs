using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The mean of floats in float64.</summary>
public struct FloatMean
{
    private FloatSum _sum;

    public readonly bool IsEmpty => _sum.IsEmpty;

    public readonly double Result => _sum.Result / _sum.Count;

    public void Add(double value) => _sum.Add(value);

    public void Merge(in FloatMean other) => _sum.Merge(in other._sum);

    public readonly void Write(ref StateWriter writer) => _sum.Write(ref writer);

    public static FloatMean Read(ref StateReader reader) => new() { _sum = FloatSum.Read(ref reader) };
}
