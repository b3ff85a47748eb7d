namespace FlowLang.Values.Aggregates;

/// <summary>How many different values; NaN is one, -0 is 0.</summary>
public struct Distinct<T>
{
    private HashSet<T>? _values;

    public readonly long Result => _values?.Count ?? 0;

    public void Add(T value) => (_values ??= []).Add(value);
}
