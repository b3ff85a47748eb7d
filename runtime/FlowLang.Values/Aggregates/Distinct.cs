using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>How many different values; NaN is one, -0 is 0.</summary>
public struct Distinct<T>
{
    private HashSet<T>? _values;

    public readonly long Result => _values?.Count ?? 0;

    public void Add(T value) => (_values ??= []).Add(value);

    public void Merge(in Distinct<T> other)
    {
        if (other._values is { } values)
        {
            (_values ??= []).UnionWith(values);
        }
    }

    public readonly void Write<TForm>(ref StateWriter writer)
        where TForm : IStateForm<T>
    {
        writer.Count(_values?.Count ?? 0);
        foreach (T value in _values ?? [])
        {
            TForm.Write(value, ref writer);
        }
    }

    public static Distinct<T> Read<TForm>(ref StateReader reader)
        where TForm : IStateForm<T>
    {
        Distinct<T> read = default;
        for (int rest = reader.Count(); rest > 0; rest--)
        {
            read.Add(TForm.Read(ref reader));
        }

        return read;
    }
}
