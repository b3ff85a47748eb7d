namespace FlowLang.Streams.Decoding;

/// <summary>What a value of a change event stands for, where its type alone does not say it.</summary>
public enum DebeziumKind
{
    /// <summary>The event has no schema: times are microseconds, decimals have the declared scale.</summary>
    Unknown,

    /// <summary>As people write it: decimals with `decimal.handling.mode` `string`, zoned times.</summary>
    Text,

    /// <summary>Big-endian bytes in base64, of a scale that the schema has.</summary>
    Decimal,
    Days,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}
