using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>
/// Sample variance and deviation by Welford's method: NaN where a value is NaN or infinite; a value beyond 1e150, whose square could
/// overflow, is an overflow.
/// </summary>
public struct Spread
{
    private const double Largest = 1e150;
    private long _count;
    private double _mean;
    private double _squares;
    private bool _hasInfinite;
    private bool _hasHuge;

    /// <summary>Fewer than two values have none.</summary>
    public readonly bool IsEmpty => _count < 2;

    public void Add(double value)
    {
        _count++;
        _hasInfinite |= !double.IsFinite(value);
        _hasHuge |= Math.Abs(value) > Largest;
        double difference = value - _mean;
        _mean += difference / _count;
        _squares += difference * (value - _mean);
    }

    public readonly bool TryVariance(out double result)
    {
        result = _hasInfinite ? double.NaN : _squares / (_count - 1);
        return _hasInfinite || !_hasHuge;
    }

    public readonly bool TryDeviation(out double result)
    {
        bool has = TryVariance(out double variance);
        result = Math.Sqrt(variance);
        return has;
    }

    /// <summary>By Chan, Golub and LeVeque's formula for two parts.</summary>
    public void Merge(in Spread other)
    {
        if (other._count == 0)
        {
            return;
        }

        long count = _count + other._count;
        double difference = other._mean - _mean;
        double share = (double)other._count / count;
        _squares += other._squares + (difference * difference * _count * share);
        _mean = _count == 0 ? other._mean : _mean + (difference * share);
        _count = count;
        _hasInfinite |= other._hasInfinite;
        _hasHuge |= other._hasHuge;
    }

    public readonly void Write(ref StateWriter writer)
    {
        writer.Integer(_count);
        writer.Float(_mean);
        writer.Float(_squares);
        writer.Bool(_hasInfinite);
        writer.Bool(_hasHuge);
    }

    public static Spread Read(ref StateReader reader) => new()
    {
        _count = reader.Integer(),
        _mean = reader.Float(),
        _squares = reader.Float(),
        _hasInfinite = reader.Bool(),
        _hasHuge = reader.Bool(),
    };
}
