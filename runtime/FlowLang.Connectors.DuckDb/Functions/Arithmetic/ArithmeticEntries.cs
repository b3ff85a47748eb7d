using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLang.Values.Numbers;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>The native entry points of exact arithmetic.</summary>
internal static class ArithmeticEntries
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Quotient(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Quotient);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Divide(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Divide);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void High(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, static (in chunk) => Split(chunk, chunk.Results<long>(), DecimalTotal.High));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Low(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, static (in chunk) => Split(chunk, chunk.Results<ulong>(), DecimalTotal.Low));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Total(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Total);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Mean(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Mean);

    private static void Quotient(in FunctionChunk chunk)
    {
        DuckDbVector left = chunk.Argument(0);
        DuckDbVector right = chunk.Argument(1);
        Span<double> results = chunk.Results<double>();
        for (int row = 0; row < results.Length; row++)
        {
            if (left.IsValid(row) && right.IsValid(row) && right.Values<long>()[row] is not 0 and var divisor)
            {
                results[row] = ExactDivision.Quotient(left.Values<long>()[row], divisor);
            }
            else
            {
                chunk.SetNull(row);
            }
        }
    }

    private static void Divide(in FunctionChunk chunk)
    {
        var left = new DecimalArgument(chunk, 0);
        var right = new DecimalArgument(chunk, 1);
        int shift = chunk.Extra + right.Scale - left.Scale;
        Span<Int128> results = chunk.Results<Int128>();
        for (int row = 0; row < results.Length; row++)
        {
            if (!left.IsValid(row) || !right.IsValid(row) || !ExactDivision.TryDivide(left[row], right[row], shift, out results[row]))
            {
                chunk.SetNull(row);
            }
        }
    }

    private static void Split<T>(in FunctionChunk chunk, Span<T> results, Func<Int128, T> half)
    {
        var values = new DecimalArgument(chunk, 0);
        for (int row = 0; row < results.Length; row++)
        {
            if (values.IsValid(row))
            {
                results[row] = half(values[row]);
            }
            else
            {
                chunk.SetNull(row);
            }
        }
    }

    private static void Total(in FunctionChunk chunk)
    {
        DuckDbVector high = chunk.Argument(0);
        DuckDbVector low = chunk.Argument(1);
        DuckDbVector scale = chunk.Argument(2);
        for (int row = 0; row < chunk.Rows; row++)
        {
            if (!high.IsValid(row) || !low.IsValid(row))
            {
                chunk.SetNull(row);
                continue;
            }

            chunk.SetText(row, DecimalTotal.Text(high.Values<Int128>()[row], low.Values<Int128>()[row], scale.Values<int>()[row]));
        }
    }

    private static void Mean(in FunctionChunk chunk)
    {
        DuckDbVector high = chunk.Argument(0);
        DuckDbVector low = chunk.Argument(1);
        DuckDbVector count = chunk.Argument(2);
        DuckDbVector scale = chunk.Argument(3);
        DuckDbVector resultScale = chunk.Argument(4);
        for (int row = 0; row < chunk.Rows; row++)
        {
            if (!high.IsValid(row) || !low.IsValid(row) || !count.IsValid(row) || count.Values<long>()[row] == 0)
            {
                chunk.SetNull(row);
                continue;
            }

            chunk.SetText(row, DecimalTotal.MeanText(
                high.Values<Int128>()[row], low.Values<Int128>()[row], count.Values<long>()[row], scale.Values<int>()[row],
                resultScale.Values<int>()[row]));
        }
    }
}
