using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>`write x to console`: the terminal that runs the program. It needs no connection.</summary>
internal sealed class ConsoleConnector : ConnectorDescriptor
{
    public const string Word = "console";

    public static ConsoleConnector Instance { get; } = new();

    public override string Name => Word;

    public override string Summary => "A table on the screen: `write x to console`. It needs no connection.";

    public override ImmutableArray<OptionDescriptor> Options => [];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        new("console", "The first rows as a table.", [], [],
            [new("rows", OptionKind.Integer, "how many rows are shown", Default: "20"), OptionSet.Rejects],
            CanRead: false, CanWrite: true),
    ];
}
