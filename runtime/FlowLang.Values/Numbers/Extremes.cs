namespace FlowLang.Values.Numbers;

/// <summary>`greatest` and `least`: of the values that are not null.</summary>
public static class Extremes
{
    public static T? Greatest<T, TOrder>(T? a, T? b)
        where T : struct
        where TOrder : IOrder<T> =>
        a is not { } x ? b : b is not { } y ? a : TOrder.Compare(x, y) >= 0 ? a : b;

    public static T? Least<T, TOrder>(T? a, T? b)
        where T : struct
        where TOrder : IOrder<T> =>
        a is not { } x ? b : b is not { } y ? a : TOrder.Compare(x, y) <= 0 ? a : b;

    public static string? GreatestText(string? a, string? b) => a is null ? b : b is null ? a : TextOrder.Compare(a, b) >= 0 ? a : b;

    public static string? LeastText(string? a, string? b) => a is null ? b : b is null ? a : TextOrder.Compare(a, b) <= 0 ? a : b;
}
