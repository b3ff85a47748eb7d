using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>A connection's fields as librdkafka's settings (its CONFIGURATION.md). They hold secrets, so nothing prints them.</summary>
internal static class ClientSettings
{
    public static ImmutableDictionary<string, string> Of(string connection, KafkaOptions options)
    {
        RequireWhole(connection, options);
        bool tls = options.Tls ?? ((options.CaFile ?? options.CertificateFile) is not null || options.Tokens is not null);
        bool sasl = options.User is not null || options.Tokens is not null;
        var settings = ImmutableDictionary.CreateBuilder<string, string>();
        settings["bootstrap.servers"] = string.Join(',', options.Brokers);
        settings["security.protocol"] = (tls, sasl) switch
        {
            (false, false) => "plaintext",
            (true, false) => "ssl",
            (false, true) => "sasl_plaintext",
            (true, true) => "sasl_ssl",
        };
        Add(settings, "sasl.mechanism", sasl ? Mechanism(options) : null);
        Add(settings, "sasl.username", options.User?.Reveal());
        Add(settings, "sasl.password", options.Password?.Reveal());
        Add(settings, "ssl.ca.location", options.CaFile);
        Add(settings, "ssl.certificate.location", options.CertificateFile);
        Add(settings, "ssl.key.location", options.KeyFile);
        Add(settings, "ssl.key.password", options.KeyPassword?.Reveal());

        // The client learns at once that a broker is back: streams wait for it, people wait for streams.
        settings["reconnect.backoff.max.ms"] = "2000";
        settings["socket.keepalive.enable"] = "true";
        settings["client.id"] = "flow";
        return settings.ToImmutable();
    }

    private static void RequireWhole(string connection, KafkaOptions options)
    {
        string? wrong = options switch
        {
            { Tokens: not null, User: not null } => "it has a user and tokens",
            { User: null, Password: not null } => "it has a password and no user",
            { User: not null, Password: null } => "it has a user and no password",
            { Sasl: not null, User: null } => "it says how a user proves who it is, and has no user",
            { CertificateFile: null, KeyFile: not null } or { CertificateFile: not null, KeyFile: null } =>
                "a certificate and its key come together",
            { Tls: false } when (options.CaFile ?? options.CertificateFile) is not null =>
                "it has certificates and says that nothing is encrypted",
            _ => new[] { options.CaFile, options.CertificateFile, options.KeyFile }.FirstOrDefault(f => f is not null && !File.Exists(f))
                is { } missing ? $"there is no file {missing}" : null,
        };
        wrong ??= options.Brokers.FirstOrDefault(b => !IsAddress(b)) is { } bad ? $"`{bad}` is not `host:port`" : null;
        if (wrong is not null)
        {
            throw new FlowException(KafkaErrors.BadOptions(connection, wrong));
        }
    }

    private static bool IsAddress(string broker) =>
        broker.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(broker.AsSpan(colon + 1), out _) && !broker.Contains(',');

    private static string Mechanism(KafkaOptions options) => options.Tokens is not null ? "OAUTHBEARER" : options.Sasl switch
    {
        null or SaslMechanism.Plain => "PLAIN",
        SaslMechanism.ScramSha256 => "SCRAM-SHA-256",
        _ => "SCRAM-SHA-512",
    };

    private static void Add(ImmutableDictionary<string, string>.Builder settings, string name, string? value)
    {
        if (value is not null)
        {
            settings[name] = value;
        }
    }
}
