namespace FlowLang.Values.Aggregates;

/// <summary>What analytic functions read of a partition's rows in order.</summary>
public static class Window
{
    /// <summary>The value at a place if it lies between first and last; else the other one.</summary>
    public static T? At<T>(T?[] values, long place, long first, long last, T? otherwise = default) =>
        place >= first && place <= last ? values[place] : otherwise;

    /// <summary>Which of the buckets, from 1, the row is in; the first ones have one row more where they don't divide evenly.</summary>
    public static long Tile(long at, long count, long buckets)
    {
        (long size, long larger) = Math.DivRem(count, buckets);
        long inLarger = larger * (size + 1);
        return at < inLarger ? (at / (size + 1)) + 1 : larger + ((at - inLarger) / Math.Max(size, 1)) + 1;
    }
}
