using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>The last value that is added.</summary>
public struct LastOf<T>
{
    private bool _hasValue;

    public readonly bool IsEmpty => !_hasValue;

    public T Result { get; private set; }

    public void Add(T value)
    {
        Result = value;
        _hasValue = true;
    }

    /// <summary>The other's values come after these.</summary>
    public void Merge(in LastOf<T> other)
    {
        if (other._hasValue)
        {
            Add(other.Result);
        }
    }

    public readonly void Write<TForm>(ref StateWriter writer)
        where TForm : IStateForm<T>
    {
        writer.Bool(_hasValue);
        if (_hasValue)
        {
            TForm.Write(Result, ref writer);
        }
    }

    public static LastOf<T> Read<TForm>(ref StateReader reader)
        where TForm : IStateForm<T> =>
        reader.Bool() ? new() { _hasValue = true, Result = TForm.Read(ref reader) } : default;
}
