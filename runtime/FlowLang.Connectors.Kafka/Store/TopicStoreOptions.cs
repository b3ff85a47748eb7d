namespace FlowLang.Connectors.Kafka;

/// <summary>How often a row can be in a topic after a failure.</summary>
public enum TopicDelivery
{
    /// <summary>A round that fails half way is written again.</summary>
    AtLeastOnce,

    /// <summary>A round is a transaction: readers of committed records see it once.</summary>
    ExactlyOnce,
}

/// <summary>How a store of topics keeps its promise.</summary>
public sealed record TopicStoreOptions
{
    public TopicDelivery Delivery { get; init; } = TopicDelivery.ExactlyOnce;

    /// <summary>After so long the broker aborts the transaction of a process that died.</summary>
    public TimeSpan TransactionPatience { get; init; } = TimeSpan.FromSeconds(60);
}
