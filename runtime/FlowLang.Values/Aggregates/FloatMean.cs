namespace FlowLang.Values.Aggregates;

/// <summary>The mean of floats in float64.</summary>
public struct FloatMean
{
    private FloatSum _sum;

    public readonly bool IsEmpty => _sum.IsEmpty;

    public readonly double Result => _sum.Result / _sum.Count;

    public void Add(double value) => _sum.Add(value);
}
