namespace FlowLang.Streams.Decoding;

/// <summary>How a field of a change event is written.</summary>
/// <param name="Scale">Of <see cref="DebeziumKind.Decimal"/>.</param>
public readonly record struct DebeziumForm(DebeziumKind Kind, int Scale = 0)
{
    /// <summary>By the names of Kafka Connect's and Debezium's semantic types.</summary>
    /// <param name="type">The type that carries it, `bytes`.</param>
    /// <param name="name">`org.apache.kafka.connect.data.Decimal`.</param>
    /// <param name="scale">Of a decimal.</param>
    public static DebeziumForm Of(string? type, string? name, string? scale) => name switch
    {
        "org.apache.kafka.connect.data.Decimal" when int.TryParse(scale, out int digits) => new(DebeziumKind.Decimal, digits),
        "io.debezium.time.Date" or "org.apache.kafka.connect.data.Date" => new(DebeziumKind.Days),
        "io.debezium.time.Time" or "io.debezium.time.Timestamp" or "org.apache.kafka.connect.data.Time"
            or "org.apache.kafka.connect.data.Timestamp" => new(DebeziumKind.Milliseconds),
        "io.debezium.time.MicroTime" or "io.debezium.time.MicroTimestamp" => new(DebeziumKind.Microseconds),
        "io.debezium.time.NanoTime" or "io.debezium.time.NanoTimestamp" => new(DebeziumKind.Nanoseconds),
        _ => new(type == "string" ? DebeziumKind.Text : DebeziumKind.Unknown),
    };
}
