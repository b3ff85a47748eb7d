using System.Collections.Immutable;

namespace FlowLang.Driver.Testing.Streams;

/// <summary>Records of a bounded topic: as they are given, in one partition, or shuffled over several.</summary>
internal static class Interleaving
{
    /// <summary>Partitions of a shuffled topic.</summary>
    public const int Partitions = 3;

    // The same every time: a difference can be looked at again.
    private const int Seed = 7;

    public static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> AsGiven(ImmutableArray<GivenRecord> records) =>
        [[.. records.Select(record => record.Json)]];

    /// <summary>
    /// No record is late: in its partition none stands behind one whose event time is more than the watermark's lag above its own.
    /// </summary>
    public static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Shuffled(ImmutableArray<GivenRecord> records, TimeSpan lag)
    {
        Random random = new(Seed);
        long most = lag.Ticks / TimeSpan.TicksPerMicrosecond;
        long earliest = records.Select(record => record.Time).Min() ?? 0;
        long latest = records.Select(record => record.Time).Max() ?? 0;
        var placed = records.Select(record => (
            Partition: random.Next(Partitions),
            At: record.Time is { } time ? time + random.NextInt64(most + 1) : random.NextInt64(earliest, latest + 1),
            record.Json)).ToList();
        return
        [
            .. Enumerable.Range(0, Partitions).Select(
                number => placed.Where(p => p.Partition == number).OrderBy(p => p.At).Select(p => p.Json).ToImmutableArray()),
        ];
    }
}
