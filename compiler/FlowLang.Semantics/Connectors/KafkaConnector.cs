using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>A Kafka cluster; run by a later version.</summary>
internal sealed class KafkaConnector : ConnectorDescriptor
{
    public override string Name => "kafka";

    public override string Summary => "A Kafka cluster.";

    public override bool IsAvailable => false;

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("brokers", OptionKind.TextList, "`host:port` of some brokers; without them the embedded broker"),
        OptionSet.Later("security"), OptionSet.Later("sasl"), OptionSet.Later("schema_registry"),
        new("user", OptionKind.SecretText, "who connects"),
        new("password", OptionKind.SecretText, "a `secret`"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        new("topic", "A topic.", [new("name", OptionKind.Text, "the topic", IsRequired: true)],
            [.. Stream.Select(OptionSet.Later)],
            [OptionSet.Later("format"), OptionSet.Later("envelope"), OptionSet.Later("key"), OptionSet.Later("delivery"),
                OptionSet.Rejects],
            CanRead: true, CanWrite: true),
    ];

    private static IEnumerable<string> Stream =>
        ["format", "envelope", "key", "event_time", "watermark", "idle", "max_ahead", "on_bad_record", "start", "schema"];
}
