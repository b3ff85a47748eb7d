using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>How a REST source says to its server who asks.</summary>
internal static class RestAuth
{
    public const string Option = "auth";

    public static OptionDescriptor Descriptor { get; } = new(
        Option, OptionKind.Call, "who asks, where it is not said by `token`, or `user` and `password`")
    {
        Calls =
        [
            new("api_key", "api_key(key, header: \"X-Api-Key\")",
                "a key in a header, or in a query parameter (`query: \"api_key\"`), which is left out of everything that is shown",
                [
                    Secret("key", "a `secret`"), new("header", OptionKind.Text, "the header's name"),
                    new("query", OptionKind.Text, "the query parameter's name"),
                ]),
            new("oauth2", "oauth2(\"https://example.com/token\", client_id: \"me\", client_secret: client_secret)",
                "client credentials (RFC 6749, 4.4): a token is asked for, kept until it ends, and asked for once more after a 401",
                OAuth2),
        ],
    };

    private static ImmutableArray<OptionDescriptor> OAuth2 =>
    [
        new("token_url", OptionKind.Text, "where tokens are given out", IsRequired: true),
        new("client_id", OptionKind.Text, "who asks", IsRequired: true),
        Secret("client_secret", "a `secret`"),
        new("scope", OptionKind.Text, "what is asked for, several with spaces between"),
        new("audience", OptionKind.Text, "sent as it is, for servers that want it"),
        new("send", OptionKind.Choice, "where id and secret stand: in the header `Authorization`, or in the body", Default: "header",
            Choices: ["header", "body"]),
    ];

    private static OptionDescriptor Secret(string name, string summary) => new(name, OptionKind.Secret, summary, IsRequired: true);
}
