using System.Buffers.Binary;
using System.Text;

namespace FlowLang.Benchmarks.Decoding;

/// <summary>The rides of <see cref="DecodeBenchmark"/> in Avro, in the wire format of a schema registry.</summary>
internal static class AvroRides
{
    /// <summary>A decoder's loop, with `DECODER` and `ROW` to be filled in.</summary>
    public const string Loop = """"
        public sealed class OneSchema : IAvroSchemas
        {
            public AvroSchema Find(int id) => AvroSchema.Parse("""
                {"type":"record","name":"Ride","fields":[{"name":"ride_id","type":"long"},{"name":"zone","type":"string"},
                {"name":"fare","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},
                {"name":"distance","type":["null","double"]},{"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}]}
                """);
        }

        public static class Loop
        {
            private static readonly AvroPlans s_plans = new(new OneSchema(), DECODER.Columns);

            public static long Run(byte[] bytes, int[] ends)
            {
                long rows = 0;
                int start = 0;
                foreach (int end in ends)
                {
                    rows += DECODER.Decode(s_plans, default, bytes.AsSpan(start, end - start), false, out ROW row).IsNone ? 1 : 0;
                    start = end;
                }

                return rows;
            }
        }
        """";

    public static (byte[] Bytes, int[] Ends) Data(int records)
    {
        Random random = new(42);
        MemoryStream bytes = new();
        int[] ends = new int[records];
        byte[] fixedBytes = new byte[8];
        for (int i = 0; i < records; i++)
        {
            bytes.Write([0, 0, 0, 0, 1]);
            Long(bytes, i + 1_000_000);
            Counted(bytes, Encoding.UTF8.GetBytes($"zone-{random.Next(10_000)}"));
            BinaryPrimitives.WriteInt32BigEndian(fixedBytes, random.Next(10_000, 900_000));
            Counted(bytes, fixedBytes.AsSpan(0, 4));
            Long(bytes, 1);
            BinaryPrimitives.WriteDoubleLittleEndian(fixedBytes, random.Next(1, 300) / 10.0);
            bytes.Write(fixedBytes);
            Long(bytes, 1_700_000_000_000 + (i * 7L));
            ends[i] = (int)bytes.Length;
        }

        return (bytes.ToArray(), ends);
    }

    private static void Counted(MemoryStream bytes, ReadOnlySpan<byte> value)
    {
        Long(bytes, value.Length);
        bytes.Write(value);
    }

    private static void Long(MemoryStream bytes, long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes.WriteByte((byte)(rest | 0x80));
        }

        bytes.WriteByte((byte)rest);
    }
}
