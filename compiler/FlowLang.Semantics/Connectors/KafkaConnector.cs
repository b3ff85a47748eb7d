using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>A Kafka cluster: its topics are streams.</summary>
internal sealed class KafkaConnector : ConnectorDescriptor
{
    /// <summary>The option that names a schema registry.</summary>
    public const string Registry = "schema_registry";

    public override string Name => "kafka";

    public override string Summary => "A Kafka cluster.";

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("brokers", OptionKind.TextList, "`host:port` of some brokers, as a list or a parameter; without them the embedded broker"),
        new("security", OptionKind.Choice, "whether connections are encrypted; without it they are where a certificate is named",
            Choices: ["plaintext", "tls"]),
        new("sasl", OptionKind.Choice, "how the user proves who it is", Default: "plain",
            Choices: ["plain", "scram_sha_256", "scram_sha_512"]),
        GoogleAuth.Option(
            "each connection proves itself by an access token of the account that the program runs as (Managed Service for Apache Kafka), "
            + "under TLS"),
        new("user", OptionKind.SecretText, "who connects"),
        new("password", OptionKind.SecretText, "a `secret`"),
        new("ca_file", OptionKind.Text, "of the authority that signed the brokers' certificates (PEM); without it those of the system"),
        new("certificate_file", OptionKind.Text, "the client's own certificate (PEM)"),
        new("key_file", OptionKind.Text, "its key (PEM)"),
        new("key_password", OptionKind.SecretText, "of the key; a `secret`"),
        new(Registry, OptionKind.SecretText,
            "address of the schema registry (Confluent's REST API) that has the schemas of records in Avro: `http://host:8081`"),
        new(Registry + "_user", OptionKind.SecretText, "who asks it, by basic authentication; with `schema_registry_password`"),
        new(Registry + "_password", OptionKind.SecretText, "a `secret`"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        new("topic", "A topic.", [new("name", OptionKind.Text, "the topic", IsRequired: true)], Stream,
            [
                Format, Envelope, new("key", OptionKind.ColumnList, "columns that make the record's key"),
                new("create", OptionKind.Choice, "whether a missing topic is created", Default: "if_missing",
                    Choices: ["if_missing", "never"]),
                new("partitions", OptionKind.Integer, "of a topic that is created; one that is there must have as many"),
                new("compression", OptionKind.Choice, "how records travel and lie", Default: "lz4",
                    Choices: ["none", "gzip", "snappy", "lz4", "zstd"]),
                OptionSet.Delivery, OptionSet.Rejects,
            ],
            CanRead: true, CanWrite: true)
        {
            InBatches = Batch,
        },
    ];

    // A `source`: the records that are there when a run starts, read as lines of a file are.
    private static EndpointDescriptor Batch => new(
        "topic", "A topic.", [new("name", OptionKind.Text, "the topic", IsRequired: true)],
        [
            OptionSet.OnBadRecord,
            new("expose", OptionKind.ColumnList,
                "columns to add: `source_file` (text, topic and partition: `trips/0`) and `source_row` (int64, the record's offset)"),
            OptionSet.Key,
        ],
        [], CanRead: true, CanWrite: false, ReadsText: true, HasOrigin: true);

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
                new("dead_letter", "dead_letter(\"topic\")",
                    "it goes there as it is; `dead_letter(to: lake.json(\"bad/\"))` is a folder of files",
                [
                    new("topic", OptionKind.Text, "a topic of the connection"),
                    new("to", OptionKind.Sink, "in the topic's place: a folder of files"),
                ]),
            ],
        },
        new("start", OptionKind.Choice, "where a first run begins", Default: "earliest", Choices: ["earliest", "latest"]),
        OptionSet.Later("schema"),
    ];
}
