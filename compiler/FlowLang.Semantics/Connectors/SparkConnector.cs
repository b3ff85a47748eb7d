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
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints => [];
}
