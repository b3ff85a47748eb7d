using FlowLang.Values.Collections;
using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>All values, in the order in which they are added.</summary>
public struct Collected<T>
{
    private List<T>? _values;

    public readonly bool IsEmpty => _values is null;

    public readonly Items<T> Result => new([.. _values ?? []]);

    public void Add(T value) => (_values ??= []).Add(value);

    /// <summary>The other's values come after these.</summary>
    public void Merge(in Collected<T> other) => ListForm.Merge(ref _values, other._values);

    public readonly void Write<TForm>(ref StateWriter writer)
        where TForm : IStateForm<T> => ListForm.Write<T, TForm>(_values, ref writer);

    public static Collected<T> Read<TForm>(ref StateReader reader)
        where TForm : IStateForm<T> => new() { _values = ListForm.Read<T, TForm>(ref reader) };
}
