using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>A Spark cluster as an engine.</summary>
internal sealed class SparkConnector : ConnectorDescriptor
{
    public override string Name => "spark";

    public override string Summary => "A Spark cluster, behind Spark Connect: `pipeline p on cluster`.";

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("url", OptionKind.SecretText, "`sc://host:15002`", IsRequired: true),
        new("token", OptionKind.SecretText, "a `secret`"),
        new("patience", OptionKind.Duration,
            "how long a lost connection is tried again, while the work goes on in the cluster, before the run fails (RT8007)",
            Default: "2m"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints => [];
}
