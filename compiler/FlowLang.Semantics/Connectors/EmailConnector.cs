using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>Mailboxes to tell, through a server of mail.</summary>
internal sealed class EmailConnector : ConnectorDescriptor
{
    public override string Name => "email";

    public override string Summary => "Mailboxes, through an SMTP server, for `on_failure: notify(…)`.";

    public override bool TakesNotices => true;

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("host", OptionKind.Text, "name or address of the server", IsRequired: true),
        new("port", OptionKind.Integer, "its port", Default: "587"),
        new("encryption", OptionKind.Choice, "`starttls` is insisted on, `tls` from the first byte, `none` for a server on this machine",
            Default: "starttls", Choices: ["starttls", "tls", "none"]),
        new("user", OptionKind.Text, "who sends; with `password`"),
        new("password", OptionKind.SecretText, "a `secret`"),
        new("from", OptionKind.Text, "the sender's address", IsRequired: true),
        new("to", OptionKind.TextList, "addresses: `[\"ops@example.com\"]`", IsRequired: true),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints => [];
}
