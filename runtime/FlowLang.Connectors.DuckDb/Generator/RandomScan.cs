using System.Collections.Immutable;
using System.Globalization;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// Row numbers and streams of random 62-bit integers, from SplitMix64 (Steele, Lea, Flood 2014) of seed, stream and row: no state runs from
/// row to row.
/// </summary>
internal sealed class RandomScan(long rows, long seed, ImmutableArray<string> streams) : TableScan
{
    public const string RowColumn = "n";

    private long _yielded = -1;

    public override ImmutableArray<ScanColumn> Columns { get; } =
    [
        new(RowColumn, IsNumber: true), .. Enumerable.Range(0, streams.Length).Select(i => new ScanColumn(StreamColumn(i), IsNumber: true)),
    ];

    /// <summary>Rows of the last whole scan.</summary>
    public long? Yielded => Interlocked.Read(ref _yielded) is >= 0 and var count ? count : null;

    public static string StreamColumn(int stream) => "r" + stream.ToString(CultureInfo.InvariantCulture);

    public override ScanCursor Open(ImmutableArray<int> projection) => new Cursor(this, projection);

    private ulong Start(int stream)
    {
        ulong state = Mix((ulong)seed);
        foreach (char c in streams[stream])
        {
            state = Mix(state ^ c);
        }

        return state;
    }

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private sealed class Cursor(RandomScan scan, ImmutableArray<int> projection) : ScanCursor
    {
        private readonly ulong[] _starts = [.. projection.Select(p => p > 0 ? scan.Start(p - 1) : 0)];
        private readonly long _rows = scan.TotalRows;
        private long _next;

        public override int Fill(ChunkWriter chunk)
        {
            int count = (int)Math.Min(ChunkWriter.Capacity, _rows - _next);
            for (int i = 0; i < projection.Length; i++)
            {
                ref ColumnWriter column = ref chunk[i];
                for (int row = 0; row < count; row++)
                {
                    long number = _next + row;
                    column.Number(row, projection[i] <= 0 ? number : (long)(Mix(_starts[i] ^ Mix((ulong)number)) >> 2));
                }
            }

            _next += count;
            if (count == 0)
            {
                Interlocked.Exchange(ref scan._yielded, _next);
            }

            return count;
        }

        public override void Dispose()
        {
        }
    }

    private long TotalRows => rows;
}
