using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>A channel to tell, by an incoming webhook in Slack's form.</summary>
internal sealed class SlackConnector : ConnectorDescriptor
{
    public override string Name => "slack";

    public override string Summary =>
        "A channel of Slack, or of a server that takes its form (Mattermost, Rocket.Chat), for `on_failure: notify(…)`.";

    public override bool TakesNotices => true;

    public override ImmutableArray<OptionDescriptor> Options { get; } =
        [new("webhook", OptionKind.SecretText, "the channel's webhook, best a `secret`: who has it can write there", IsRequired: true)];

    public override ImmutableArray<EndpointDescriptor> Endpoints => [];
}
