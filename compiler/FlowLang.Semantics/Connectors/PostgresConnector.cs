using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>A PostgreSQL database, 15 or later.</summary>
internal sealed class PostgresConnector : ConnectorDescriptor
{
    public override string Name => "postgres";

    public override string Summary => "A PostgreSQL database, 15 or later. Either `url`, or the fields of one.";

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("host", OptionKind.Text, "name or address of the server", Default: "\"localhost\""),
        new("port", OptionKind.Integer, "its port", Default: "5432"),
        new("database", OptionKind.Text, "the database; without it the user's name"),
        new("user", OptionKind.Text, "who connects"),
        new("password", OptionKind.SecretText, "a `secret`"),
        GoogleAuth.Option(
            "the password is an access token of the account that the program runs as (Cloud SQL: IAM authentication); `user` is its name "
            + "there, a service account's without `.gserviceaccount.com`"),
        new("ssl_mode", OptionKind.Choice, "how the connection is encrypted", Default: "prefer",
            Choices: ["disable", "prefer", "require", "verify_ca", "verify_full"]),
        new(
            "url", OptionKind.SecretText,
            "all of it as `postgres://user:password@host:port/database?sslmode=…`, best a `secret`; `gssencmode=prefer` for Kerberos"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        new("table", "A table (or, for reading, a view).",
            [new("name", OptionKind.Text, "`table`, or `schema.table`", IsRequired: true)],
            [OptionSet.Key, Cursor, OptionSet.Refresh], TableSink, CanRead: true, CanWrite: true) { TakesConditions = true },
        new("query", "The rows of a query in PostgreSQL's own SQL.",
            [new("sql", OptionKind.Text, "one SELECT", IsRequired: true)],
            [OptionSet.Key, OptionSet.Refresh], [], CanRead: true, CanWrite: false) { TakesConditions = true },
        new("cdc", "The changes of a table, by logical replication.",
            [new("name", OptionKind.Text, "`schema.table`", IsRequired: true)],
            Changes, [],
            CanRead: true, CanWrite: false),
    ];

    private static OptionDescriptor Cursor { get; } = new(
        "cursor", OptionKind.Choice,
        "`transaction`: only rows that transactions inserted or updated since the last committed run, and those that were being written "
        + "then; without it all rows", Choices: ["transaction"]);

    private static ImmutableArray<OptionDescriptor> TableSink =>
    [
        OptionSet.Mode("append", "upsert", "replace", "replace_partition", "scd2"),
        OptionSet.Key, OptionSet.PartitionBy, OptionSet.Rejects, .. HistoryOptions.All,
        new("create", OptionKind.Choice, "whether a missing table is created; key columns become its primary key", Default: "if_missing",
            Choices: ["if_missing", "never"]),
        new("on_schema_change", OptionKind.Choice, "what happens where the table lacks columns; nothing is ever dropped", Default: "fail",
            Choices: ["fail", "add_columns"]),
        OptionSet.Delivery,
    ];

    private static ImmutableArray<OptionDescriptor> Changes =>
    [
        new("publication", OptionKind.Text, "the publication that has the table", IsRequired: true),
        new("slot", OptionKind.Text, "the replication slot, of this pipeline alone", IsRequired: true),
        new("snapshot", OptionKind.Choice, "whether rows that are there already come first", Default: "initial",
            Choices: ["initial", "never"]),
        .. OptionSet.EventTime,
        new("key", OptionKind.ColumnPathList, "what identifies a row of the table, where its type has no `@key`"),
    ];
}
