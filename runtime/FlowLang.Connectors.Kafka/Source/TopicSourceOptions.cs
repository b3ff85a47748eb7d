using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>Where a first run begins.</summary>
public enum TopicStart
{
    Earliest,
    Latest,
}

/// <summary>How a topic is read.</summary>
public sealed record TopicSourceOptions
{
    public TopicStart Start { get; init; } = TopicStart.Earliest;

    /// <summary>Records name their schema: the connection's registry is reached before anything is read.</summary>
    public bool HasSchemas { get; init; }

    /// <summary>With schemas: the fields that are read of a record, all of which a schema has to have that is not null.</summary>
    public ImmutableArray<Column> Columns { get; init; } = [];

    /// <summary>Nobody else reads the topic: records that were committed are deleted.</summary>
    public bool TakesAway { get; init; }

    /// <summary>How often they are.</summary>
    public TimeSpan TakeAwayEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Static membership: an instance that comes back under this name within <see cref="SessionTimeout"/> has its partitions again,
    /// without a rebalance.
    /// </summary>
    public string? InstanceId { get; init; }

    /// <summary>After so long without a sign of life the group takes an instance for dead.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two calls of <see cref="FlowLang.Streams.IStreamSource.Poll"/>; beyond it the instance leaves the group.</summary>
    public TimeSpan PollPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Records a poll takes at most.</summary>
    public int BatchRecords { get; init; } = 8192;

    /// <summary>Records of each partition that are fetched ahead: librdkafka holds several times the bytes of a small one for it.</summary>
    public int AheadRecords { get; init; } = 8_000;

    /// <summary>Bytes of each partition that are fetched ahead, beside those of the fetch that is under way.</summary>
    public int AheadBytes { get; init; } = 16 << 20;
}
