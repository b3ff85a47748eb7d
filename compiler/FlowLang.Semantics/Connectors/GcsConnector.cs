using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>The file formats in a bucket of Google Cloud Storage; run by a later version.</summary>
internal sealed class GcsConnector : ConnectorDescriptor
{
    public override string Name => "gcs";

    public override string Summary => "Files in a bucket of Google Cloud Storage, as `files` has them.";

    public override bool IsAvailable => false;

    public override ImmutableArray<OptionDescriptor> Options { get; } =
    [
        new("bucket", OptionKind.Text, "the bucket's name", IsRequired: true),
        new("prefix", OptionKind.Text, "what all paths start with"),
    ];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } = new FilesConnector().Endpoints;
}
