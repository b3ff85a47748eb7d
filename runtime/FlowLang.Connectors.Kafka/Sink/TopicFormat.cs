namespace FlowLang.Connectors.Kafka;

/// <summary>How rows become records.</summary>
public enum TopicFormat
{
    /// <summary>An object a row, in the order of the columns.</summary>
    Json,

    /// <summary>A line of RFC 4180 a row, without a header.</summary>
    Csv,

    /// <summary>Avro by a schema that the connection's registry has; in its wire format.</summary>
    Avro,

    /// <summary>The rows are changes of rows: `op`, `before`, `after`, and what is there of `lsn` and `committed_at`.</summary>
    Debezium,

    /// <summary>As <see cref="Debezium"/>, in Avro as Debezium's converter writes it.</summary>
    DebeziumAvro,

    /// <summary>The rows are records: a column of bytes for the key, one for the value; null is no key, a tombstone.</summary>
    Raw,
}
