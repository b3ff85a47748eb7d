using System.Collections.Immutable;

namespace FlowLang.Connectors.Kafka;

/// <summary>The options of a batch write to a topic; as of <see cref="TopicTarget"/>.</summary>
public sealed record TopicSinkOptions
{
    public ImmutableArray<string> Key { get; init; } = [];

    public int? Partitions { get; init; }

    public bool CreateIfMissing { get; init; } = true;

    public TopicCompression Compression { get; init; } = TopicCompression.Lz4;
}
