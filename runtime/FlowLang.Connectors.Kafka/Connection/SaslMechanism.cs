namespace FlowLang.Connectors.Kafka;

/// <summary>RFC 4616 and RFC 5802, as brokers name them.</summary>
public enum SaslMechanism
{
    Plain,
    ScramSha256,
    ScramSha512,
}
