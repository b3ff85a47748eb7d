using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>Files on http(s) servers, with the formats and options of <see cref="FilesConnector"/>, and documents of their own.</summary>
internal sealed class HttpConnector : ConnectorDescriptor
{
    private static readonly OptionDescriptor Path = new(
        "path", OptionKind.Text,
        "one file below the base url, a query (`?…`) included; `{day}`-like placeholders are the run's interval; a server lists no files, "
        + "so there is no `*`",
        IsRequired: true);

    public override string Name => "http";

    public override string Summary => "What an http or https server has, to read.";

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("base_url", OptionKind.SecretText, "what all paths start with: `https://host/folder`; best a `secret` where it is a signed one",
            IsRequired: true),
        new("token", OptionKind.SecretText, "a `secret`, sent as bearer token, to the base url's own host only"),
        new("user", OptionKind.Text, "who reads, by basic authentication; with `password`"),
        new("password", OptionKind.SecretText, "a `secret`"),
        new("timeout", OptionKind.Duration, "how long the server may give nothing", Default: "60s"),
        new("retries", OptionKind.Integer, "how often a request is tried again that failed in a way that may pass", Default: "5"),
        RestAuth.Descriptor,
        new("headers", OptionKind.Values, "sent with each request, to the base url's own host only; values may be secrets"),
        new("requests_per_second", OptionKind.Number, "so many requests at most, spaced evenly; without it no limit"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        .. new FilesConnector().Endpoints.Select(
            files => files with { Arguments = [Path], SinkOptions = [], CanWrite = false }),
        RestEndpoint.Descriptor,
    ];
}
