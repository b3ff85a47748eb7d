using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>How a stream stands behind a round, for who watches it.</summary>
internal static class StreamSamples
{
    public static StreamSample Take(
        StreamTopology topology, StreamRun run, IEnumerable<PartitionState> partitions, StreamCounts counts, long announced, long bytes) =>
        new(run.Part, topology.Carried is null ? counts.Read : 0, counts.Letters, counts.Late)
        {
            Watermark = Instant(announced),
            StateBytes = bytes,
            Expectations = counts.Expectations,
            Partitions =
            [
                .. from p in partitions
                   where p.NextOffset is not null
                   select new PartitionSample(
                       p.Partition.Topic, p.Partition.Number, p.NextOffset.GetValueOrDefault(),
                       topology.Inputs[p.Input].Source.EndOf(p.Partition), Instant(p.Watermark)),
            ],
        };

    private static DateTimeOffset? Instant(long time) =>
        time is EventTime.None or EventTime.End ? null : new DateTimeOffset(EventTime.Instant(time), TimeSpan.Zero);
}
