using FlowLang.Values.Numbers;

namespace FlowLang.Values.Aggregates;

/// <summary>The first value, in order, up to which at least a fraction of the values lies.</summary>
public struct DiscreteQuantile<T, TOrder>
    where T : notnull
    where TOrder : IOrder<T>
{
    private List<T>? _values;

    public readonly bool IsEmpty => _values is null;

    public void Add(T value) => (_values ??= []).Add(value);

    /// <summary>Of at least one value.</summary>
    public readonly T Result(double fraction)
    {
        List<T> values = _values ?? throw new InvalidOperationException("no value was added");
        values.Sort(TOrder.Compare);
        return values[Math.Max(0, (int)Math.Ceiling(values.Count * fraction) - 1)];
    }
}
