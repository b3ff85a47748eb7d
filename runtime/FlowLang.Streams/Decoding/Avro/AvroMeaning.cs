namespace FlowLang.Streams.Decoding;

/// <summary>What a value of a schema stands for, by its logical type or by the name that Kafka Connect gives it.</summary>
internal enum AvroMeaning
{
    /// <summary>Itself.</summary>
    Plain,
    Decimal,
    Date,

    /// <summary>Since midnight.</summary>
    Time,

    /// <summary>Since 1970 in UTC.</summary>
    Instant,

    /// <summary>Since 1970 by a clock on a wall.</summary>
    DateTime,

    /// <summary>Since 1970, and nobody says by which clock: Kafka Connect's own type for both.</summary>
    Moment,
    Uuid,
}
