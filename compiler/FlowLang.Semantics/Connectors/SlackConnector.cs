using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>A channel to notify; run by a later version.</summary>
internal sealed class SlackConnector : ConnectorDescriptor
{
    public override string Name => "slack";

    public override string Summary => "A Slack channel, for `on_failure: notify(…)`.";

    public override bool IsAvailable => false;

    public override ImmutableArray<OptionDescriptor> Options { get; } =
        [new("webhook", OptionKind.SecretText, "the channel's webhook, best a `secret`", IsRequired: true)];

    public override ImmutableArray<EndpointDescriptor> Endpoints => [];
}
