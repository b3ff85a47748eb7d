using System.Numerics;
using FlowLang.Values.Numbers;
using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The exact mean of decimals, rounded once, half away from zero.</summary>
public struct DecimalMean
{
    private DecimalSum _sum;
    private long _count;

    public readonly bool IsEmpty => _count == 0;

    public void Add(Int128 value)
    {
        _sum.Add(value);
        _count++;
    }

    /// <param name="shift">The result's scale less that of the values.</param>
    /// <param name="result">The mean; false where it has more than 38 digits.</param>
    public readonly bool TryResult(int shift, out Int128 result)
    {
        result = 0;
        if (_count == 0)
        {
            return true;
        }

        BigInteger mean = ExactDivision.RoundedQuotient(_sum.Total, _count, shift);
        bool fits = BigInteger.Abs(mean) < (BigInteger)Decimals.PowerOfTen(38);
        result = fits ? (Int128)mean : 0;
        return fits;
    }

    public void Merge(in DecimalMean other)
    {
        _sum.Merge(in other._sum);
        _count += other._count;
    }

    public readonly void Write(ref StateWriter writer)
    {
        writer.Integer(_count);
        _sum.Write(ref writer);
    }

    public static DecimalMean Read(ref StateReader reader) => new() { _count = reader.Integer(), _sum = DecimalSum.Read(ref reader) };
}
