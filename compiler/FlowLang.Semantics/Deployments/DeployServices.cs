using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Semantics.Deployments;

/// <summary>What a deployment can be told, and what can stand for a connection of which kind.</summary>
internal static class DeployServices
{
    /// <summary>What is no connection.</summary>
    public static ImmutableArray<OptionDescriptor> Settings { get; } =
    [
        new("project", OptionKind.Text, "the project's id", IsRequired: true),
        new("region", OptionKind.Text, "such as `us-east1`", IsRequired: true),
        new("zone", OptionKind.Text, "such as `us-east1-b`", IsRequired: true),
        new("labels", OptionKind.Values, "of everything that is made"),
        new("alerts", OptionKind.Call, "who is told of what goes wrong")
        {
            Calls =
            [
                new("email", "email(\"data@example.com\")", "an e-mail", [new("to", OptionKind.Text, "the address", IsRequired: true)]),
            ],
        },
    ];

    /// <summary>Of `runner: vm { … }`.</summary>
    public static ImmutableArray<OptionDescriptor> Machine { get; } =
    [
        new("machine", OptionKind.Text, "such as `e2-standard-4`", IsRequired: true),
        new("disk", OptionKind.Size, "for ledger, copies and spilled rows", Default: "50GiB"),
        new("instances", OptionKind.Integer, "machines that share streams", Default: "1"),
        new("pipelines", OptionKind.ColumnList, "which run here", Default: "all"),
    ];

    /// <summary>By the connector's name: the service that can stand for it, and its options.</summary>
    public static ImmutableDictionary<string, (string Service, ImmutableArray<OptionDescriptor> Options)> OfConnectors { get; } =
        new Dictionary<string, (string, ImmutableArray<OptionDescriptor>)>
        {
            ["files"] = ("bucket", Bucket),
            ["gcs"] = ("bucket", Bucket),
            ["postgres"] = ("cloud_sql",
            [
                new("tier", OptionKind.Text, "such as `db-custom-2-7680`", IsRequired: true),
                new("version", OptionKind.Text, "such as `POSTGRES_16`", IsRequired: true),
                new("disk", OptionKind.Size, "at the start; it grows", Default: "20GiB"),
                new("high_availability", OptionKind.Bool, "a second machine in another zone", Default: "false"),
            ]),
            ["kafka"] = ("managed_kafka",
            [
                new("vcpu", OptionKind.Integer, "processors, 3 at least", IsRequired: true),
                new("memory", OptionKind.Size, "1 to 8 GiB for each processor", IsRequired: true),
            ]),
            ["spark"] = ("dataproc",
            [
                new("workers", OptionKind.Integer, "0, or 2 and more", IsRequired: true),
                new("machine", OptionKind.Text, "of master and workers", Default: "n2-standard-4"),
            ]),
        }.ToImmutableDictionary();

    private static ImmutableArray<OptionDescriptor> Bucket =>
    [
        new("name", OptionKind.Text, "unique in all of Cloud Storage; without it project and connection"),
        new("storage_class", OptionKind.Choice, "of new objects", Default: "STANDARD",
            Choices: ["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"]),
        new("delete_after", OptionKind.Duration, "age at which objects are deleted"),
        new("retain", OptionKind.Duration, "age before which they can't be deleted or replaced"),
    ];
}
