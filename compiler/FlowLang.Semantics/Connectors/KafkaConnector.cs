using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>A Kafka cluster: its topics are streams.</summary>
internal sealed class KafkaConnector : ConnectorDescriptor
{
    public override string Name => "kafka";

    public override string Summary => "A Kafka cluster.";

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("brokers", OptionKind.TextList, "`host:port` of some brokers; without them the embedded broker"),
        OptionSet.Later("security"), OptionSet.Later("sasl"), OptionSet.Later("schema_registry"),
        new("user", OptionKind.SecretText, "who connects"),
        new("password", OptionKind.SecretText, "a `secret`"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        new("topic", "A topic.", [new("name", OptionKind.Text, "the topic", IsRequired: true)], Stream,
            [
                Format, Envelope, new("key", OptionKind.ColumnList, "columns that make the record's key"), OptionSet.Delivery,
                OptionSet.Rejects,
            ],
            CanRead: true, CanWrite: true),
    ];

    private static OptionDescriptor Format =>
        new("format", OptionKind.Choice, "how a record's value is written", Default: "json", Choices: ["json", "csv", "avro"]);

    private static OptionDescriptor Envelope => new(
        "envelope", OptionKind.Choice, "what is around the row: nothing, or Debezium's change event", Default: "none",
        Choices: ["none", "debezium"]);

    private static ImmutableArray<OptionDescriptor> Stream =>
    [
        Format, Envelope,
        new(
            "decimals", OptionKind.Choice, "how decimals of change events without a schema are written: Debezium's `string` or `precise`",
            Choices: ["text", "base64"]),
        new("key", OptionKind.ColumnPathList, "what the topic is partitioned by: columns, or fields of them"),
        .. OptionSet.EventTime,
        new("on_bad_record", OptionKind.Call, "what becomes of a record that is not of the declared type", Default: "fail")
        {
            Calls =
            [
                new("fail", "fail", "the stream stops", []),
                new("dead_letter", "dead_letter(\"topic\")", "it goes there as it is",
                    [new("topic", OptionKind.Text, "the topic", IsRequired: true)]),
            ],
        },
        new("start", OptionKind.Choice, "where a first run begins", Default: "earliest", Choices: ["earliest", "latest"]),
        OptionSet.Later("schema"),
    ];
}
