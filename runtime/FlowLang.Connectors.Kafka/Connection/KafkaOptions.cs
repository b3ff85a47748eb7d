using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>The fields of a <c>kafka</c> connection.</summary>
public sealed record KafkaOptions
{
    /// <summary><c>host:port</c> of some of the cluster's brokers; none for the embedded broker.</summary>
    public ImmutableArray<string> Brokers { get; init; } = [];

    /// <summary>The brokers that a parameter has between commas.</summary>
    /// <exception cref="FlowException">There are none (RT4136).</exception>
    public static ImmutableArray<string> BrokersOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] brokers = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return brokers.Length > 0 ? [.. brokers] : throw new FlowException(KafkaErrors.NoBrokers());
    }

    /// <summary>Whether connections are encrypted; null for yes where a certificate is named, else no.</summary>
    public bool? Tls { get; init; }

    /// <summary>How the user proves who it is; null for <see cref="SaslMechanism.Plain"/> where there is a user.</summary>
    public SaslMechanism? Sasl { get; init; }

    public Secret? User { get; init; }

    public Secret? Password { get; init; }

    /// <summary>
    /// Give out what proves who a client is (SASL OAUTHBEARER), under TLS unless <see cref="Tls"/> says otherwise; without user and
    /// password.
    /// </summary>
    public IAccessTokens? Tokens { get; init; }

    /// <summary>Of the authority that signed the brokers' certificates (PEM); null for those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>The client's own certificate (PEM), with <see cref="KeyFile"/>.</summary>
    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    public Secret? KeyPassword { get; init; }

    /// <summary>Where the schemas of records in Avro are; null for none.</summary>
    public RegistryOptions? Registry { get; init; }

    /// <summary>How long a broker may take to answer a question.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
