using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>The file formats in a bucket of Google Cloud Storage.</summary>
internal sealed class GcsConnector : ConnectorDescriptor
{
    public override string Name => "gcs";

    public override string Summary => "Files in a bucket of Google Cloud Storage, as `files` has them.";

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("bucket", OptionKind.Text, "the bucket's name", IsRequired: true),
        new("prefix", OptionKind.Text, "a folder that all paths start from; without it the bucket's top"),
        new("encryption_key", OptionKind.Secret,
            "a `secret`: the key (32 bytes, as base64) with which Cloud Storage encrypts what is written and decrypts what is read; "
            + "without it the bucket's own"),
        new("timeout", OptionKind.Duration, "how long Cloud Storage may give nothing", Default: "60s"),
        new("retries", OptionKind.Integer, "how often a request is tried again that failed in a way that may pass", Default: "5"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        .. new FilesConnector().Endpoints.Select(files => files with
        {
            SinkOptions = files.SinkOptions.RemoveAll(o => o.Name is FilesConnector.RollSize or FilesConnector.RollEvery),
        }),
    ];
}
