using FlowLang.Values.Texts;

namespace FlowLang.Values.Numbers;

/// <summary>The language's order of one type's values. Implementations are empty structs: a generic call needs no delegate.</summary>
public interface IOrder<T>
{
    static abstract int Compare(T a, T b);
}

/// <summary>The order that .NET gives the type: integers, decimals, times, bool, uuid, bytes.</summary>
public readonly record struct NaturalOrder<T> : IOrder<T>
    where T : IComparable<T>
{
    public static int Compare(T a, T b) => a.CompareTo(b);
}

/// <summary>NaN above all.</summary>
public readonly record struct FloatOrder : IOrder<double>, IOrder<float>
{
    public static int Compare(double a, double b) => Floats.Compare(a, b);

    public static int Compare(float a, float b) => Floats.Compare(a, b);
}

/// <summary>By code point.</summary>
public readonly record struct TextOrder : IOrder<string>
{
    public static int Compare(string a, string b) => Text.Compare(a, b);
}
