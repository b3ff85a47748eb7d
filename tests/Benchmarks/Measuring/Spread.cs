using System.Globalization;

namespace FlowLang.Benchmarks.Measuring;

/// <summary>The least, middle and greatest of some measurements.</summary>
internal readonly record struct Spread(double Min, double Median, double Max)
{
    public static Spread Of(params IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(sorted[0], sorted[sorted.Length / 2], sorted[^1]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"min {Min:F2} median {Median:F2} max {Max:F2}");
}
