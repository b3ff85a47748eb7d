namespace FlowLang.Connectors.Kafka;

/// <summary>How batches of records travel and lie.</summary>
public enum TopicCompression
{
    None,
    Gzip,
    Snappy,
    Lz4,
    Zstd,
}
