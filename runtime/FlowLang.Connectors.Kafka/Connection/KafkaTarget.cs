namespace FlowLang.Connectors.Kafka;

/// <summary>A cluster as messages name it.</summary>
internal sealed record KafkaTarget(string Connection, string Brokers)
{
    public override string ToString() => $"`{Connection}` (Kafka at {Brokers})";
}
