using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>What a connection or place has after a mistake, which is reported.</summary>
internal sealed class UnknownConnector : ConnectorDescriptor
{
    public static UnknownConnector Instance { get; } = new();

    public static EndpointDescriptor Endpoint { get; } = new("unknown", "", [], [], [], CanRead: true, CanWrite: true);

    public override string Name => "unknown";

    public override string Summary => "";

    public override ImmutableArray<OptionDescriptor> Options => [];

    public override ImmutableArray<EndpointDescriptor> Endpoints => [Endpoint];
}
