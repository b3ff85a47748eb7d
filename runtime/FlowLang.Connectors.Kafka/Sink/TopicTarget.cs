using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>A topic that is written.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="Columns">Those of the rows that come.</param>
/// <param name="Key">
/// The columns that make a record's key: one of text is the text, one of another type is its JSON, several are an object of JSON.
/// Without any, records have no key.
/// </param>
public sealed record TopicTarget(string Topic, ImmutableArray<Column> Columns, ImmutableArray<string> Key)
{
    public TopicFormat Format { get; init; } = TopicFormat.Json;

    /// <summary>Of a topic that is made; of one that is there it must be the number, where it is given.</summary>
    public int? Partitions { get; init; }

    /// <summary>Copies of a topic that is made; null for what the cluster does by itself.</summary>
    public short? Replication { get; init; }

    /// <summary>Settings of the topic (<c>retention.ms</c>): one that is there must have them.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether a missing topic is made.</summary>
    public bool CreateIfMissing { get; init; } = true;

    public TopicCompression Compression { get; init; } = TopicCompression.Lz4;
}
