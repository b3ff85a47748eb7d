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
}
