using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>What http(s) servers answer; run by a later version.</summary>
internal sealed class HttpConnector : ConnectorDescriptor
{
    public override string Name => "http";

    public override string Summary => "What an http or https server answers, to read.";

    public override bool IsAvailable => false;

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        RestAuth.Descriptor,
        new("base_url", OptionKind.SecretText, "what all paths start with", IsRequired: true),
        OptionSet.Later("headers"), OptionSet.Later("timeout"),
        new("token", OptionKind.SecretText, "a `secret`, sent as bearer token"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        new("get", "The rows of an answer.", [new("path", OptionKind.Text, "below the base url", IsRequired: true)],
            [OptionSet.Later("format"), OptionSet.Later("rows"), OptionSet.Later("pages"), OptionSet.Key], [], CanRead: true,
                CanWrite: false),
    ];
}
