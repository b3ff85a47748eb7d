using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>Where the schemas of a connection's records are: a server with the REST API of Confluent's Schema Registry.</summary>
public sealed record RegistryOptions
{
    /// <summary><c>https://host:port</c>, or a folder of it.</summary>
    public required Secret Url { get; init; }

    /// <summary>With <see cref="Password"/>: sent as basic authentication.</summary>
    public Secret? User { get; init; }

    public Secret? Password { get; init; }

    /// <summary>How long the registry may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request is tried again that failed in a way that may pass.</summary>
    public int Retries { get; init; } = 3;
}
