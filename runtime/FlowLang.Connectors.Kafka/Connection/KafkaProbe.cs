using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>A Kafka connection: reached, and open to its user.</summary>
/// <param name="connection">Makes it; throws where its secret has no value.</param>
public sealed class KafkaProbe(string name, Func<KafkaConnection> connection) : HealthProbe
{
    public override string Name => $"connection {name}";

    public override Task<string> CheckAsync(CancellationToken cancel) => connection().ProbeAsync(cancel);
}
