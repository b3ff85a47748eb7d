using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLang.Values.Reading;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>The native entry points of the functions that read text.</summary>
internal static class ReadingEntries
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Bool(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Read<byte, BoolReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Int16(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, Read<short, IntegerReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Int32(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Read<int, IntegerReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Int64(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Read<long, IntegerReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Float32(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, Read<float, FloatReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Float64(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, Read<double, FloatReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Date(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Read<int, DateReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Time(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Read<long, TimeReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void DateTime(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, Read<long, DateTimeReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Instant(IntPtr info, IntPtr input, IntPtr output) =>
        FunctionChunk.Run(info, input, output, Read<long, InstantReader>);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Uuid(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Uuid);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void PlainDecimal(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, PlainDecimal);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Zone(IntPtr info, IntPtr input, IntPtr output) => FunctionChunk.Run(info, input, output, Zone);

    private static void Uuid(in FunctionChunk chunk)
    {
        DuckDbVector texts = chunk.Argument(0);
        Span<Int128> results = chunk.Results<Int128>();
        for (int row = 0; row < results.Length; row++)
        {
            if (texts.IsValid(row) && UuidReader.TryRead(DuckDbText.Bytes(in texts.Texts[row]), out Guid uuid))
            {
                results[row] = DuckDbUuid.Of(uuid);
            }
            else
            {
                chunk.SetNull(row);
            }
        }
    }

    private static void Zone(in FunctionChunk chunk)
    {
        DuckDbVector names = chunk.Argument(0);
        for (int row = 0; row < chunk.Rows; row++)
        {
            ReadOnlySpan<byte> name = names.IsValid(row) ? DuckDbText.Bytes(in names.Texts[row]) : default;
            if (ZoneNames.IsKnown(name))
            {
                chunk.SetText(row, name);
            }
            else
            {
                chunk.SetNull(row);
            }
        }
    }

    private static void Read<T, TReader>(in FunctionChunk chunk)
        where T : unmanaged
        where TReader : ITextReader<T>
    {
        DuckDbVector texts = chunk.Argument(0);
        Span<T> results = chunk.Results<T>();
        for (int row = 0; row < results.Length; row++)
        {
            if (!texts.IsValid(row) || !TReader.TryRead(DuckDbText.Bytes(in texts.Texts[row]), out results[row]))
            {
                chunk.SetNull(row);
            }
        }
    }

    private static void PlainDecimal(in FunctionChunk chunk)
    {
        DuckDbVector texts = chunk.Argument(0);
        Span<byte> plain = stackalloc byte[NumberSyntax.LongestPlain];
        for (int row = 0; row < chunk.Rows; row++)
        {
            ReadOnlySpan<byte> text = texts.IsValid(row) ? DuckDbText.Bytes(in texts.Texts[row]) : default;
            if (!NumberSyntax.IsDecimal(text))
            {
                chunk.SetNull(row);
            }
            else if (text.IndexOfAny((byte)'e', (byte)'E') < 0)
            {
                chunk.SetText(row, text);
            }
            else if (NumberSyntax.TryPlain(text, plain, out int length))
            {
                chunk.SetText(row, plain[..length]);
            }
            else
            {
                chunk.SetNull(row);
            }
        }
    }
}
