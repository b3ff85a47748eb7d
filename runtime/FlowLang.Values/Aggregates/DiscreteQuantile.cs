using FlowLang.Values.Numbers;
using FlowLang.Values.State;

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

    public void Merge(in DiscreteQuantile<T, TOrder> other) => ListForm.Merge(ref _values, other._values);

    public readonly void Write<TForm>(ref StateWriter writer)
        where TForm : IStateForm<T> => ListForm.Write<T, TForm>(_values, ref writer);

    public static DiscreteQuantile<T, TOrder> Read<TForm>(ref StateReader reader)
        where TForm : IStateForm<T> => new() { _values = ListForm.Read<T, TForm>(ref reader) };
}
