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
}
