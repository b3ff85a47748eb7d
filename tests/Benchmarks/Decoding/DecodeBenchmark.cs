using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using FlowLang.Benchmarks.Operators;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Streams;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Types;

namespace FlowLang.Benchmarks.Decoding;

/// <summary>
/// Generated decoders on one core, over records in memory: JSON of about 100 bytes with five fields, all read or three of them, the bare
/// reader that only walks over the same bytes, and the same fields in Avro.
/// </summary>
internal static class DecodeBenchmark
{
    private const int Records = 200_000;

    private static readonly RowType Ride = new(
    [
        new("ride_id", new TypeRef(IntegerType.Int64)), new("zone", new TypeRef(TextType.Instance)),
        new("fare", new TypeRef(new DecimalType(10, 2))), new("distance", new TypeRef(FloatType.Float64, true)),
        new("at", new TypeRef(InstantType.Instance)),
    ]);

    private const string Loop = """
        public static class Loop
        {
            public static long Run(byte[] bytes, int[] ends)
            {
                long rows = 0;
                int start = 0;
                foreach (int end in ends)
                {
                    rows += DECODER.Decode(default, bytes.AsSpan(start, end - start), false, out ROW row).IsNone ? 1 : 0;
                    start = end;
                }

                return rows;
            }

            public static long Walk(byte[] bytes, int[] ends)
            {
                long tokens = 0;
                int start = 0;
                foreach (int end in ends)
                {
                    Utf8JsonReader reader = new(bytes.AsSpan(start, end - start));
                    while (reader.Read())
                    {
                        tokens++;
                    }

                    start = end;
                }

                return tokens;
            }
        }
        """;

    public static int Run()
    {
        (byte[] bytes, int[] ends) = Data();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Records:N0} records of {bytes.Length / (double)Records:F0} bytes, one core, best of 15"));
        RowType three = new([.. Ride.Fields.Where(f => f.Name is "zone" or "fare" or "at")]);
        Type all = Compile(Ride, StreamFormat.Json, Loop);
        Type some = Compile(three, StreamFormat.Json, Loop);
        Show("all five fields", all, "Run", bytes, ends);
        Show("zone, fare and at", some, "Run", bytes, ends);
        Show("reader alone", all, "Walk", bytes, ends);
        (bytes, ends) = AvroRides.Data(Records);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"in Avro, {bytes.Length / (double)Records:F0} bytes"));
        Show("all five fields", Compile(Ride, StreamFormat.Avro, AvroRides.Loop), "Run", bytes, ends);
        Show("zone, fare and at", Compile(three, StreamFormat.Avro, AvroRides.Loop), "Run", bytes, ends);
        return 0;
    }

    private static void Show(string what, Type loop, string method, byte[] bytes, int[] ends)
    {
        MethodInfo run = loop.GetMethod(method) ?? throw new InvalidOperationException(method);
        double best = double.MaxValue;
        long allocated = 0;
        for (int i = 0; i < 15; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            long count = (long)(run.Invoke(null, [bytes, ends]) ?? 0L);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (count < Records)
            {
                throw new InvalidOperationException($"{count} of {Records} records were read.");
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {Records / best / 1e6:F2} M records/s, {best / Records * 1e9:F0} ns and {allocated / Records} bytes each"));
    }

    private static Type Compile(RowType row, StreamFormat format, string loop)
    {
        StructTypes types = new();
        string name = types.Declare("RideRow", row);
        CodeWriter code = new();
        code.Line("""
            using System; using System.Collections.Generic; using System.Collections.Immutable; using System.Text.Json;
            using FlowLang.Runtime; using FlowLang.Streams; using FlowLang.Streams.Decoding; using FlowLang.Values;
            using FlowLang.Values.Collections;
            """);
        code.Line(DecoderEmitter.Emit("Decoder", name, row, format, StreamEnvelope.None, types));
        code.Line(loop.Replace("DECODER", "Decoder", StringComparison.Ordinal).Replace("ROW", name, StringComparison.Ordinal));
        types.Write(code);
        return BenchmarkCompiler.Compile(code.ToString()).GetType("Loop") ?? throw new InvalidOperationException("Loop");
    }

    private static (byte[] Bytes, int[] Ends) Data()
    {
        Random random = new(42);
        MemoryStream bytes = new();
        int[] ends = new int[Records];
        for (int i = 0; i < Records; i++)
        {
            DateTime at = DateTime.UnixEpoch.AddMilliseconds(1_700_000_000_000 + (i * 7));
            string fare = (random.Next(100, 9000) / 100m).ToString("F2", CultureInfo.InvariantCulture);
            string distance = (random.Next(1, 300) / 10.0).ToString(CultureInfo.InvariantCulture);
            bytes.Write(Encoding.UTF8.GetBytes(
                $$"""{"ride_id":{{i + 1_000_000}},"zone":"zone-{{random.Next(10_000)}}","fare":{{fare}}"""
                + $$""","distance":{{distance}},"at":"{{at.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)}}Z"}"""));
            ends[i] = (int)bytes.Length;
        }

        return (bytes.ToArray(), ends);
    }
}
