using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLang.Values.Hashes;
using FlowLang.Values.Writing;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>The native entry points of the functions that write text.</summary>
internal static class WritingEntries
{
    private const int LongestText = 64;

    private delegate int Writer<T>(T value, Span<byte> target);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void InstantText(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, static (in chunk) => Write<long>(chunk, TimeText.WriteInstant));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void DateTimeText(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, static (in chunk) => Write<long>(chunk, TimeText.WriteDateTime));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Float32Text(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, static (in chunk) => Write<float>(chunk, FloatText.Write));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Float64Text(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, static (in chunk) => Write<double>(chunk, FloatText.Write));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Uuid5(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Uuid5);

    private static void Uuid5(in FunctionChunk chunk)
    {
        DuckDbVector names = chunk.Argument(0);
        DuckDbVector spaces = chunk.Argument(1);
        Span<Int128> results = chunk.Results<Int128>();
        for (int row = 0; row < results.Length; row++)
        {
            if (names.IsValid(row) && spaces.IsValid(row) &&
                NameUuid.TryReadNamespace(DuckDbText.Bytes(in spaces.Texts[row]), out Guid space))
            {
                results[row] = DuckDbUuid.Of(NameUuid.Of(DuckDbText.Bytes(in names.Texts[row]), space));
            }
            else
            {
                chunk.SetNull(row);
            }
        }
    }

    private static void Write<T>(in FunctionChunk chunk, Writer<T> writer)
        where T : unmanaged
    {
        DuckDbVector values = chunk.Argument(0);
        Span<byte> text = stackalloc byte[LongestText];
        for (int row = 0; row < chunk.Rows; row++)
        {
            int length = values.IsValid(row) ? writer(values.Values<T>()[row], text) : 0;
            if (length > 0)
            {
                chunk.SetText(row, text[..length]);
            }
            else
            {
                chunk.SetNull(row);
            }
        }
    }
}
