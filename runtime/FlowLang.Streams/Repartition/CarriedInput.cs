namespace FlowLang.Streams;

/// <summary>The input of a pipeline is a repartition topic: records bring the watermarks of the partitions that they came from.</summary>
/// <param name="Feeds">Streams whose rows are in it.</param>
/// <param name="HasIdle">Some of their partitions may be idle.</param>
public sealed record CarriedInput(int Feeds, bool HasIdle)
{
    internal UpstreamTable Upstreams { get; } = new(Feeds);
}
