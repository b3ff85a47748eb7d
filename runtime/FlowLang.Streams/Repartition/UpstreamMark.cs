namespace FlowLang.Streams;

/// <summary>What a reader of a repartition topic knows of a partition of a stream.</summary>
/// <param name="Feed">Which stream.</param>
/// <param name="Mark">As it was told last.</param>
internal sealed record UpstreamMark(int Feed, FeedMark Mark);
