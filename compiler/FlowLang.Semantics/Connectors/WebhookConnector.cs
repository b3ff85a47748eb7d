using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>A program of somebody's own to tell, by a POST of JSON.</summary>
internal sealed class WebhookConnector : ConnectorDescriptor
{
    public override string Name => "webhook";

    public override string Summary => "A server that takes notices as JSON by POST, for `on_failure: notify(…)`.";

    public override bool TakesNotices => true;

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("url", OptionKind.SecretText, "the whole address, best a `secret`", IsRequired: true),
        new("key", OptionKind.SecretText,
            "a `secret`: `X-Flow-Signature` is then `sha256=` and the HMAC-SHA256 of the body under it, in hex"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints => [];
}
