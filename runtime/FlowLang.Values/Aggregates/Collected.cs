using FlowLang.Values.Collections;

namespace FlowLang.Values.Aggregates;

/// <summary>All values, in the order in which they are added.</summary>
public struct Collected<T>
{
    private List<T>? _values;

    public readonly bool IsEmpty => _values is null;

    public readonly Items<T> Result => new([.. _values ?? []]);

    public void Add(T value) => (_values ??= []).Add(value);
}
