using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLang.Values.Reading;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>The native entry points that pass a time in the years 1 to 9999 and make any other null.</summary>
internal static class RangeEntries
{
    private const int FirstDay = -719_162;
    private const int LastDay = 2_932_896;
    private const long First = FirstDay * TimeSyntax.MicrosecondsPerDay;
    private const long Last = ((LastDay + 1) * TimeSyntax.MicrosecondsPerDay) - 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Date(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, static (in chunk) => Pass(chunk, FirstDay, LastDay));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Microseconds(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, static (in chunk) => Pass(chunk, First, Last));

    private static void Pass<T>(in FunctionChunk chunk, T first, T last)
        where T : unmanaged, IComparable<T>
    {
        DuckDbVector values = chunk.Argument(0);
        ReadOnlySpan<T> given = values.Values<T>();
        Span<T> results = chunk.Results<T>();
        for (int row = 0; row < results.Length; row++)
        {
            if (values.IsValid(row) && given[row].CompareTo(first) >= 0 && given[row].CompareTo(last) <= 0)
            {
                results[row] = given[row];
            }
            else
            {
                chunk.SetNull(row);
            }
        }
    }
}
