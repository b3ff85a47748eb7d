using FlowLang.Values.Numbers;
using FlowLang.Values.State;

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

    public void Merge(in Minimum<T, TOrder> other)
    {
        if (other._hasValue)
        {
            Add(other._value);
        }
    }

    public readonly void Write<TForm>(ref StateWriter writer)
        where TForm : IStateForm<T>
    {
        writer.Bool(_hasValue);
        if (_hasValue)
        {
            TForm.Write(_value, ref writer);
        }
    }

    public static Minimum<T, TOrder> Read<TForm>(ref StateReader reader)
        where TForm : IStateForm<T> =>
        reader.Bool() ? new() { _hasValue = true, _value = TForm.Read(ref reader) } : default;
}
