namespace FlowLang.Values.Aggregates;

/// <summary>The first value that is added.</summary>
public struct FirstOf<T>
{
    private bool _hasValue;

    public readonly bool IsEmpty => !_hasValue;

    public T Result { get; private set; }

    public void Add(T value)
    {
        if (!_hasValue)
        {
            Result = value;
            _hasValue = true;
        }
    }
}
