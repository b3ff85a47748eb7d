using FlowLang.Values.Numbers;

namespace FlowLang.Values.Aggregates;

/// <summary>The smallest value.</summary>
public struct Minimum<T, TOrder>
    where T : notnull
    where TOrder : IOrder<T>
{
    private T _value;
    private bool _hasValue;

    public readonly bool IsEmpty => !_hasValue;

    public readonly T Result => _value;

    public void Add(T value)
    {
        if (!_hasValue || TOrder.Compare(value, _value) < 0)
        {
            _value = value;
            _hasValue = true;
        }
    }
}
