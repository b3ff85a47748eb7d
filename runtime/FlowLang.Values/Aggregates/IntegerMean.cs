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
}
