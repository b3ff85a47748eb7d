namespace FlowLang.Values.Numbers;

/// <summary>The order of values that can be null: null is last, in both directions.</summary>
public static class NullsLast
{
    public static int Compare<T, TOrder>(T? a, T? b)
        where T : struct
        where TOrder : IOrder<T> =>
        a is { } x && b is { } y ? TOrder.Compare(x, y) : (a is null).CompareTo(b is null);

    public static int CompareText(string? a, string? b) =>
        a is not null && b is not null ? TextOrder.Compare(a, b) : (a is null).CompareTo(b is null);

    public static int Descending<T, TOrder>(T? a, T? b)
        where T : struct
        where TOrder : IOrder<T> =>
        a is { } x && b is { } y ? TOrder.Compare(y, x) : (a is null).CompareTo(b is null);

    public static int DescendingText(string? a, string? b) =>
        a is not null && b is not null ? TextOrder.Compare(b, a) : (a is null).CompareTo(b is null);
}
