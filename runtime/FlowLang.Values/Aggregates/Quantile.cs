using FlowLang.Values.Numbers;
using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The value below which a fraction of the values lies, between its neighbours by linear interpolation.</summary>
public struct Quantile
{
    private List<double>? _values;

    public readonly bool IsEmpty => _values is null;

    public void Add(double value) => (_values ??= []).Add(value);

    public readonly double Result(double fraction)
    {
        if (_values is null)
        {
            return double.NaN;
        }

        _values.Sort(Floats.Compare);
        double at = (_values.Count - 1) * fraction;
        double low = _values[(int)Math.Floor(at)];
        double high = _values[(int)Math.Ceiling(at)];
        return low.Equals(high) ? low : low + ((high - low) * (at - Math.Floor(at)));
    }

    public void Merge(in Quantile other) => ListForm.Merge(ref _values, other._values);

    public readonly void Write(ref StateWriter writer) => ListForm.Write<double, ScalarForm>(_values, ref writer);

    public static Quantile Read(ref StateReader reader) => new() { _values = ListForm.Read<double, ScalarForm>(ref reader) };
}
