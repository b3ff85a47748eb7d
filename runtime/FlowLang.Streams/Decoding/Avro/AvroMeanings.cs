namespace FlowLang.Streams.Decoding;

/// <summary>Logical types, and the types of Kafka Connect and Debezium, which their converter writes as `connect.name`.</summary>
internal static class AvroMeanings
{
    /// <summary>One that does not fit the type that carries it, or is not known, is none, as Avro says.</summary>
    public static (AvroMeaning Meaning, DebeziumKind Unit) Of(AvroKind kind, string? logical, string? connect) =>
        connect is not null && Connect(kind, connect) is { Meaning: not AvroMeaning.Plain } known ? known : Logical(kind, logical);

    private static (AvroMeaning Meaning, DebeziumKind Unit) Logical(AvroKind kind, string? name) => (kind, name) switch
    {
        (AvroKind.Bytes or AvroKind.Fixed, "decimal") => (AvroMeaning.Decimal, default),
        (AvroKind.String or AvroKind.Fixed, "uuid") => (AvroMeaning.Uuid, default),
        (AvroKind.Int, "date") => (AvroMeaning.Date, DebeziumKind.Days),
        (AvroKind.Int, "time-millis") => (AvroMeaning.Time, DebeziumKind.Milliseconds),
        (AvroKind.Long, "time-micros") => (AvroMeaning.Time, DebeziumKind.Microseconds),
        (AvroKind.Long, "timestamp-millis") => (AvroMeaning.Instant, DebeziumKind.Milliseconds),
        (AvroKind.Long, "timestamp-micros") => (AvroMeaning.Instant, DebeziumKind.Microseconds),
        (AvroKind.Long, "timestamp-nanos") => (AvroMeaning.Instant, DebeziumKind.Nanoseconds),
        (AvroKind.Long, "local-timestamp-millis") => (AvroMeaning.DateTime, DebeziumKind.Milliseconds),
        (AvroKind.Long, "local-timestamp-micros") => (AvroMeaning.DateTime, DebeziumKind.Microseconds),
        (AvroKind.Long, "local-timestamp-nanos") => (AvroMeaning.DateTime, DebeziumKind.Nanoseconds),
        _ => default,
    };

    private static (AvroMeaning Meaning, DebeziumKind Unit) Connect(AvroKind kind, string name)
    {
        DebeziumKind unit = DebeziumForm.Of(null, name, null).Kind;
        AvroMeaning meaning = unit switch
        {
            DebeziumKind.Days => AvroMeaning.Date,
            DebeziumKind.Milliseconds or DebeziumKind.Microseconds or DebeziumKind.Nanoseconds =>
                !name.EndsWith("Timestamp", StringComparison.Ordinal) ? AvroMeaning.Time
                : name.StartsWith("io.debezium.", StringComparison.Ordinal) ? AvroMeaning.DateTime
                : AvroMeaning.Moment,
            _ => AvroMeaning.Plain,
        };
        return kind is AvroKind.Int or AvroKind.Long ? (meaning, unit) : default;
    }
}
