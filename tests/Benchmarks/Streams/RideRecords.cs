using System.Globalization;
using System.Text;
using FlowLang.Streams;

namespace FlowLang.Benchmarks.Streams;

/// <summary>
/// JSON records of about 100 bytes with ten thousand keys, in order: 400,000 of them for a minute of event time, so that two million are five
/// minutes.
/// </summary>
internal sealed class RideRecords
{
    public const int Keys = 10_000;
    private const int PerMinute = 400_000;
    private static readonly DateTime Start = new(2024, 3, 10, 6, 0, 0, DateTimeKind.Utc);
    private readonly Random _random = new(7);

    /// <summary>The next records; numbers go on from those of the call before.</summary>
    public RideBatch Next(long first, int count)
    {
        StringBuilder text = new();
        int[] ends = new int[count];
        string[] keys = new string[count];
        for (int i = 0; i < count; i++)
        {
            DateTime at = Start.AddTicks((long)((first + i) * (TimeSpan.TicksPerMinute / (double)PerMinute)));
            (int zone, double fare, double distance) = (_random.Next(Keys), _random.Next(100, 9999) / 100.0, _random.NextDouble() * 20);
            text.Append(CultureInfo.InvariantCulture, $"{{\"ride_id\":{first + i},\"zone_id\":{zone},\"fare\":{fare:F2},");
            text.Append(CultureInfo.InvariantCulture, $"\"distance\":{distance:F3},");
            text.Append(CultureInfo.InvariantCulture, $"\"pickup\":\"{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"}}");
            ends[i] = text.Length;
            keys[i] = zone.ToString(CultureInfo.InvariantCulture);
        }

        return new RideBatch(Encoding.ASCII.GetBytes(text.ToString()), ends, [.. keys.Select(Encoding.ASCII.GetBytes)], first);
    }
}

/// <summary>Records with their keys.</summary>
internal sealed class RideBatch(byte[] bytes, int[] ends, byte[][] keys, long first) : RecordBatch
{
    public static StreamPartition Only { get; } = new("rides", 0);

    public int Bytes => bytes.Length;

    public override StreamPartition Partition => Only;

    public override int Count => ends.Length;

    public override long NextOffset => first + ends.Length;

    public override long Offset(int index) => first + index;

    public override long Timestamp(int index) => 0;

    public override ReadOnlySpan<byte> Key(int index) => keys[index];

    public override ReadOnlySpan<byte> Value(int index)
    {
        int start = index == 0 ? 0 : ends[index - 1];
        return bytes.AsSpan(start, ends[index] - start);
    }

    public override bool IsTombstone(int index) => false;
}
